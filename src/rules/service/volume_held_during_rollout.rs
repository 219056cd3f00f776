//! A new pod cannot mount the volume that the old one holds until the new one is ready.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>

use crate::diagnostic::Severity;
use crate::model::{Model, UpdateStrategy};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "volume-held-during-rollout",
    severity: Severity::Error,
    summary: "a rolling update starts a new pod while the old one holds a volume that only one node may mount",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The new pod waits for the volume, and the old one stays until the new one is ready: a rollout that never ends.
Where both land on one node, two programs write into the same files.

```toml fail
[services.api]
image            = "ghcr.io/acme/api:1.4"
kind             = "Deployment"
strategy         = "RollingUpdate"
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

```toml pass
[services.api]
image            = "ghcr.io/acme/api:1.4"
kind             = "Deployment"
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

```toml pass
[services.api]
image            = "ghcr.io/acme/api:1.4"
kind             = "Deployment"
strategy         = "RollingUpdate"
max_surge        = "0%"
max_unavailable  = 1
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

Remove `strategy`, `max_surge` and `max_unavailable`: kura then stops the old pod first.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values().filter(|service| !service.is_stateful_set()) {
        let UpdateStrategy::RollingUpdate { max_surge, .. } = &service.update_strategy else { continue };
        let Some(volume) = service.pod.volumes.values().find(|volume| volume.is_for_one_node()) else {
            continue;
        };
        if !max_surge.is_zero() {
            findings
                .at(max_surge.span, "the new pod would wait for a volume that the old one holds")
                .related(volume.span, format!("`{}` may be mounted by one node only", volume.name))
                .help(
                    "remove `strategy`, `max_surge` and `max_unavailable`: kura then stops the old pod first",
                );
        }
    }
}
