//! One NAT gateway stands in one zone, and serves the private subnets of all.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::{NatGateways, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "single-nat-gateway",
    severity: Severity::Warning,
    summary: "the private subnets of several zones share one NAT gateway",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
When the zone of the NAT gateway fails, the private subnets of every zone lose their way out: no image is pulled and no API of AWS is reached.

```toml fail
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "single"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "per_availability_zone"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }
```

Set `nat_gateways = "per_availability_zone"`, or allow the rule where the price of a second gateway matters more.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let zones: BTreeSet<_> =
        network.new_subnets(Tier::Private).map(|subnet| subnet.availability_zone.as_str()).collect();
    if network.nat_gateways.value == NatGateways::Single && zones.len() > 1 {
        findings
            .at(
                network.nat_gateways.span,
                format!("the private subnets of {} zones share one NAT gateway", zones.len()),
            )
            .label("when its zone fails, none of them reaches the internet")
            .help("set `nat_gateways = \"per_availability_zone\"`");
    }
}
