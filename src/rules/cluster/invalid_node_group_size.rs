//! EKS wants the least size, the wanted one and the greatest in that order.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "invalid-node-group-size",
    severity: Severity::Error,
    summary: "the sizes of a node group contradict each other",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses a node group whose `desired_size` is not between `min_size` and `max_size`.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
min_size       = 3
max_size       = 2
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
min_size       = 2
max_size       = 3
```

Put the three numbers in order. Without `desired_size` it is `min_size`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        let (min, desired, max) = (group.min_size, group.desired_size, group.max_size);
        if min.value > max.value {
            findings
                .at(min.span, format!("the node group `{}` has a least size above its greatest", group.key))
                .label(format!("{min} > {max}"))
                .related(max.span, "the greatest")
                .help("lower `min_size`, or raise `max_size`");
        } else if !(min.value..=max.value).contains(&desired.value) {
            findings
                .at(desired.span, format!("the node group `{}` cannot begin with {desired} nodes", group.key))
                .label(format!("not from {min} to {max}"))
                .help("choose a `desired_size` between `min_size` and `max_size`");
        }
    }
}
