//! EKS puts the control plane into two zones at least.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "control-plane-in-one-zone",
    severity: Severity::Error,
    summary: "the control plane has subnets in one zone, or none",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses to make a cluster whose subnets are in fewer than two zones.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

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

Add a subnet of the tier in a second zone, or choose another `tier` for the control plane.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return };
    if cluster.existing {
        return;
    }
    let tier = cluster.tier.value;
    let zones: BTreeSet<_> = network.tier(tier).map(|subnet| &subnet.availability_zone.value).collect();
    if zones.len() < 2 {
        let found = if zones.is_empty() { "no subnet" } else { "subnets in one zone only" };
        let finding = findings.at(cluster.tier.span, format!("the control plane finds {found}"));
        if let Some(subnet) = network.tier(tier).next() {
            finding.related(subnet.availability_zone.span, "their only zone");
        }
        finding
            .label(format!("EKS wants {} subnets in two zones", tier.word()))
            .help(format!("add {} subnets in two zones, or set another `tier`", tier.word()));
    }
}
