//! An EBS volume for several nodes.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html>

use crate::diagnostic::Severity;
use crate::model::{Model, StorageClass, VolumeSource};
use crate::read::config::AccessMode;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "volume-on-many-nodes",
    severity: Severity::Error,
    summary: "a disk of one node is to be mounted by many",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An EBS volume is attached to one node. Its driver refuses a claim of another access mode, and the pod waits for it forever.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
replicas         = 1
kind             = "Deployment"

[services.web.volumes]
data = { mount_path = "/data", size = "1Gi", access_mode = "ReadWriteMany" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
replicas         = 1
kind             = "Deployment"

[services.web.volumes]
data = { mount_path = "/data", size = "1Gi" }
```

Remove the key, or name a `storage_class` that many nodes can mount, such as one of EFS.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for volume in model.pods().flat_map(|pod| pod.volumes.values()) {
        let VolumeSource::Claim { storage_class: StorageClass::Gp3, access_mode, .. } = &volume.source else {
            continue;
        };
        if !matches!(access_mode.value, AccessMode::ReadWriteOnce | AccessMode::ReadWriteOncePod) {
            findings
                .at(access_mode.span, format!("a `gp3` volume cannot be `{}`", access_mode.word()))
                .label("an EBS volume can be attached to one node")
                .help(
                    "remove the key, or name a `storage_class` that many nodes can mount, such as one of EFS",
                );
        }
    }
}
