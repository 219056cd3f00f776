//! A node in a public subnet can be reached from the internet.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Tier;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "public-nodes",
    severity: Severity::Warning,
    summary: "nodes are in public subnets",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Each node in a public subnet has a public address: whatever listens on it is one wrong security group rule away from the internet.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
tier           = "public"
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

Remove `tier`, which puts the nodes into private subnets, or allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    for group in cluster.node_groups.values() {
        if group.tier.value == Tier::Public {
            findings
                .at(group.tier.span, format!("the nodes of `{}` are in public subnets", group.key))
                .label("each has a public address")
                .help("remove `tier`: load balancers reach nodes in private subnets too");
        }
    }
}
