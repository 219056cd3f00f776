//! What is written into a container is gone with it.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>

use crate::diagnostic::Severity;
use crate::model::{Container, Model, Service, VolumeSource};
use crate::rules::rule::{Findings, Rule};
use crate::value::sqlite_file;

pub(super) const RULE: Rule = Rule {
    name: "sqlite-without-volume",
    severity: Severity::Warning,
    summary: "an SQLite file lies in no volume",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Every deployment starts a new container, with an empty database.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DATABASE_PATH = "/data/shop.sqlite3" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
kind             = "Deployment"
env              = { DATABASE_PATH = "/data/shop.sqlite3" }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

Mount a volume with a `size` at the folder of the file.
"#;

fn check(model: &Model, findings: &mut Findings) {
    // With several replicas `sqlite-behind-replicas` reports the file.
    for service in model.services.values().filter(|service| service.replicas.value <= 1) {
        for (text, span) in service.pod.containers().flat_map(Container::texts) {
            let Some(path) = sqlite_file(text).filter(|path| !is_kept(service, path)) else { continue };
            findings
                .at(span, format!("`{path}` lies in no volume that is kept"))
                .label("every deployment starts with an empty database")
                .help("mount a volume with a `size` at the folder of the file");
        }
    }
}

/// Whether a path lies in a volume that outlives the pod.
fn is_kept(service: &Service, path: &str) -> bool {
    service.pod.volumes.values().filter(|volume| !matches!(volume.source, VolumeSource::EmptyDir)).any(
        |volume| {
            let below = path.strip_prefix(volume.mount_path.trim_end_matches('/'));
            below.is_some_and(|below| below.starts_with('/'))
        },
    )
}
