//! A machine image runs on one architecture.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::instance_types::Architecture;

pub(super) const RULE: Rule = Rule {
    name: "machine-image-of-other-architecture",
    severity: Severity::Error,
    summary: "the machine image of a node group does not run on its instances",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An image for Graviton does not start on Intel or AMD, nor the other way round: EKS refuses the node group.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t4g.medium"]
ami_type       = "AL2023_x86_64_STANDARD"
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t4g.medium"]
ami_type       = "BOTTLEROCKET_ARM_64"
```

Remove `ami_type`, and kura chooses the one that fits, or write that of the other architecture.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        let arm = group.ami_type.contains("ARM_64");
        let image = if arm { Architecture::Arm64 } else { Architecture::Amd64 };
        if let (true, Some(first)) = (image != group.architecture(), group.instance_types.first()) {
            findings
                .at(group.ami_type.span, format!("`{}` does not run on `{first}`", group.ami_type))
                .label(format!("an image for {}", image.word()))
                .related(first.span, format!("an instance with {}", group.architecture().word()))
                .help("remove `ami_type`, or write that of the other architecture");
        }
    }
}
