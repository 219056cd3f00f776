//! A claim is named `<service>-<volume>`.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "claim-name-twice",
    severity: Severity::Error,
    summary: "two volumes of different services make one claim",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A claim is named after its service and its volume, so `a-b` with `c` and `a` with `b-c` mean the same one: both services would write into one volume.

```toml fail
[services.shop-api]
image            = "ghcr.io/acme/web:1.4"
kind             = "Deployment"
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }

[services.shop]
image            = "ghcr.io/acme/web:1.4"
kind             = "Deployment"
security_context = { run_as_user = 1000 }
volumes          = { api-data = { mount_path = "/data", size = "1Gi" } }
```

```toml pass
[services.shop-api]
image            = "ghcr.io/acme/web:1.4"
kind             = "Deployment"
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }

[services.shop]
image            = "ghcr.io/acme/web:1.4"
kind             = "Deployment"
security_context = { run_as_user = 1000 }
volumes          = { data = { mount_path = "/data", size = "1Gi" } }
```

Rename one of the volumes.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for pod in model.pods() {
        for volume in pod.volumes.values().filter(|volume| volume.is_new_claim()) {
            let name = pod.claim_name(volume);
            if let Some(other) = seen.insert(name.clone(), volume.span) {
                findings
                    .at(volume.span, format!("two workloads would share the claim `{name}`"))
                    .related(other, "the other volume")
                    .help("rename one of the volumes");
            }
        }
    }
}
