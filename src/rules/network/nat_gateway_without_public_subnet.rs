//! A NAT gateway without a place.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html>

use crate::diagnostic::Severity;
use crate::model::{Model, Subnet};
use crate::read::config::{NatGateways, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "nat-gateway-without-public-subnet",
    severity: Severity::Error,
    summary: "there is no public subnet for the NAT gateway of a private one",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A NAT gateway stands in a public subnet. Without one the private subnet has no way out, and its nodes can neither pull an image nor join the cluster.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" }
```

Add a public subnet in the zone, or set `nat_gateways` to `single` or `none`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let without = |subnet: &&Subnet| subnet.nat_gateway.is_none();
    for subnet in network.new_subnets(Tier::Private).filter(without) {
        let zone = &subnet.availability_zone;
        let all = network.new_subnets(Tier::Public).next().is_none();
        let (message, help) = match network.nat_gateways.value {
            NatGateways::None => return,
            NatGateways::PerAvailabilityZone if all => (
                "there is no public subnet for any NAT gateway".to_owned(),
                "add a public subnet in each zone, or set `nat_gateways = \"none\"`".to_owned(),
            ),
            NatGateways::Single => (
                "there is no public subnet for the NAT gateway".to_owned(),
                "add a public subnet, or set `nat_gateways = \"none\"`".to_owned(),
            ),
            NatGateways::PerAvailabilityZone => (
                format!("there is no public subnet in `{zone}` for its NAT gateway"),
                format!("add a public subnet in `{zone}`, or set `nat_gateways = \"single\"`"),
            ),
        };
        findings.at(subnet.key.span, message).label("this private subnet has no way out").help(help);
        // One mistake: with a single NAT gateway one public subnet mends them all.
        if all || network.nat_gateways.value == NatGateways::Single {
            return;
        }
    }
}
