//! A volume of one node cannot be mounted by pods on several.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "shared-volume",
    severity: Severity::Error,
    summary: "several replicas of a Deployment mount one volume that only one node may mount",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A `ReadWriteOnce` volume is attached to one node: a pod on another node waits for it forever, and two pods on one node write into the same files.
For SQLite that is a broken database.

```toml fail
[services.api]
image            = "ghcr.io/acme/api:1.4"
kind             = "Deployment"
replicas         = 2
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

```toml pass
[services.api]
image            = "ghcr.io/acme/api:1.4"
kind             = "Deployment"
replicas         = 1
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

Set `replicas = 1`, or use a storage class whose volumes many nodes can mount, such as one of EFS.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values().filter(|service| service.replicas.value > 1) {
        for volume in service.pod.volumes.values().filter(|volume| volume.is_for_one_node()) {
            findings
                .at(
                    service.replicas.span,
                    format!("{} replicas of `{}` share one volume", service.replicas, service.key),
                )
                .label("pods on another node would never start")
                .related(volume.span, format!("`{}` may be mounted by one node only", volume.name))
                .help("set `replicas = 1`, or `access_mode = \"ReadWriteMany\"` with a class that can do it");
        }
    }
}
