//! A machine image is of one architecture.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::instance_types::architecture;

pub(super) const RULE: Rule = Rule {
    name: "mixed-architectures",
    severity: Severity::Error,
    summary: "a node group has instance types of two architectures",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The nodes of a group share one machine image, which runs on one architecture: EKS refuses the others.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium", "t4g.medium"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t4g.medium", "m7g.medium"]
```

Name instance types of one architecture, and make a second node group for the other.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        let first = group.architecture();
        let other = group.instance_types.iter().find(|name| architecture(name) != first);
        if let (Some(name), Some(leader)) = (other, group.instance_types.first()) {
            findings
                .at(
                    name.span,
                    format!("`{name}` is {}, and `{leader}` is {}", architecture(name).word(), first.word()),
                )
                .related(leader.span, "the first instance type of the group")
                .help("make a second node group for the other architecture");
        }
    }
}
