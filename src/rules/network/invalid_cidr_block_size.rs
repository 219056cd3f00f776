//! EC2 takes VPCs and subnets from /16 to /28.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use crate::diagnostic::Severity;
use crate::model::{Model, Subnet};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "invalid-cidr-block-size",
    severity: Severity::Error,
    summary: "a VPC or subnet is larger than /16 or smaller than /28",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EC2 makes VPCs and subnets from /16 (65536 addresses) to /28 (16 addresses), and keeps five addresses of each subnet for itself.

```toml fail
[network]
cidr_block   = "10.0.0.0/8"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
```

Choose a range of another size.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let subnets = network.subnets.values().filter_map(Subnet::cidr_block);
    for block in network.cidr_block().into_iter().chain(subnets) {
        if !(16..=28).contains(&block.prefix()) {
            findings
                .at(block.span, format!("EC2 does not take a range of the size /{}", block.prefix()))
                .help("choose a range from /16 (65536 addresses) to /28 (16 addresses)");
        }
    }
}
