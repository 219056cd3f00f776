//! Nodes need subnets.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "node-group-without-subnet",
    severity: Severity::Error,
    summary: "a node group has no subnet of its tier",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A node group has the subnets of its tier; without one there is no place for a node, and EKS refuses the group.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]
tier    = "public"

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
tier           = "private"
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

Add subnets of the tier, or choose another `tier` for the group.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return };
    for group in cluster.node_groups.values() {
        let tier = group.tier.value;
        if network.tier(tier).next().is_none() {
            findings
                .at(
                    group.tier.span,
                    format!("there is no {} subnet for the nodes of `{}`", tier.word(), group.key),
                )
                .related(network.span, "the network")
                .help(format!("add {} subnets, or set another `tier`", tier.word()));
        }
    }
}
