//! Access entries alone say who may use a cluster of kura.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "cluster-without-admins",
    severity: Severity::Warning,
    summary: "nobody is named who may use the cluster",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The one who applies Terraform gets no rights in the cluster by that: only who has an access entry may use kubectl, install charts or see a pod. Without admins nobody can until one is added.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Name the ARNs of the roles or users that look after the cluster in `admins`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    if !cluster.existing && cluster.admins.is_empty() {
        findings
            .at(cluster.span, "the cluster has no admins")
            .label("also the one who applies Terraform may not use it")
            .help("add `admins = [\"arn:aws:iam::123456789012:role/...\"]`, with the role or user that looks after it");
    }
}
