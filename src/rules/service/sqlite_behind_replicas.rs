//! A database in a file has one pod.
//!
//! Source: <https://www.sqlite.org/whentouse.html>
//! Source: <https://www.sqlite.org/faq.html#q5>

use crate::diagnostic::Severity;
use crate::model::{Container, Model, Service, VolumeSource};
use crate::read::config::AccessMode;
use crate::rules::rule::{Findings, Rule};
use crate::value::sqlite_file;

pub(super) const RULE: Rule = Rule {
    name: "sqlite-behind-replicas",
    severity: Severity::Error,
    summary: "several replicas use an SQLite file",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Each pod has a file of its own: a user sees what the pod knows that happens to answer, and an order is there on one click and gone on the next. On a file system that all share, SQLite's locks do not work reliably.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
replicas         = 2
env              = { DATABASE_URL = "sqlite:////data/shop.sqlite3" }
volumes          = { data = { mount_path = "/data", claim = "shop-data" } }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
replicas         = 1
env              = { DATABASE_URL = "sqlite:////data/shop.sqlite3" }
volumes          = { data = { mount_path = "/data", claim = "shop-data" } }
```

Set `replicas = 1`, or use a database with a server.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in
        model.services.values().filter(|service| service.replicas.value > 1 && !is_reported(service))
    {
        let mut texts = service.pod.containers().flat_map(Container::texts);
        let file = texts.find_map(|(text, span)| Some((sqlite_file(text)?, span)));
        if let Some((path, span)) = file {
            findings
                .at(
                    service.replicas.span,
                    format!("{} replicas of `{}` use an SQLite file", service.replicas, service.key),
                )
                .label("each would have its own data, or break that of the others")
                .related(span, format!("`{path}` is a database of one process"))
                .help("set `replicas = 1`, or use a database with a server");
        }
    }
}

/// A claim for one node is the mistake that `shared-volume` reports.
fn is_reported(service: &Service) -> bool {
    service.pod.volumes.values().any(|volume| match volume.source {
        VolumeSource::Claim { access_mode, .. } => access_mode.value != AccessMode::ReadWriteMany,
        VolumeSource::ExistingClaim(_) | VolumeSource::EmptyDir => false,
    })
}
