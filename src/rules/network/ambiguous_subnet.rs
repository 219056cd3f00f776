//! A private subnet whose name is taken.
//!
//! Source: <https://developer.hashicorp.com/terraform/language/resources/syntax>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::{NatGateways, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-subnet",
    severity: Severity::Error,
    summary: "a private subnet is called as the route table of a tier",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With a NAT gateway in each zone every private subnet has a route table of its own, which Terraform calls as the subnet. `public` and `intra` are the tables of those tiers.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public    = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" }
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" }
```

Choose another name.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    if network.nat_gateways.value != NatGateways::PerAvailabilityZone {
        return;
    }
    for key in network.new_subnets(Tier::Private).map(|subnet| &subnet.key) {
        if matches!(key.as_str(), "public" | "intra") {
            findings
                .at(key.span, format!("`aws_route_table.{key}` is the route table of the {key} subnets"))
                .label("this private subnet needs one of its own")
                .help(format!("call it `{key}_a`, say, or anything but `public` and `intra`"));
        }
    }
}
