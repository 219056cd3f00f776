//! Nodes in a private subnet pull images and join the cluster through a NAT gateway.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::{NatGateways, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "private-subnet-without-way-out",
    severity: Severity::Warning,
    summary: "private subnets have no NAT gateway",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
What runs in a private subnet without a NAT gateway pulls no image and reaches no API of AWS, so a node there never joins the cluster.

```toml fail
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "intra", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Choose another value of `nat_gateways`, or say with `tier = "intra"` that no way out is meant. Allow the rule where VPC endpoints of your own lead to what is needed.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let Some(subnet) = network.new_subnets(Tier::Private).min_by_key(|subnet| subnet.key.span) else {
        return;
    };
    if network.nat_gateways.value == NatGateways::None {
        findings
            .at(network.nat_gateways.span, "the private subnets have no way out")
            .label("no image is pulled there, and no API of AWS is reached")
            .related(subnet.key.span, "a private subnet")
            .help("set `nat_gateways = \"per_availability_zone\"`, or `tier = \"intra\"` where no way out is meant");
    }
}
