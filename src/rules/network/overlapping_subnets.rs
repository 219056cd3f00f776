//! Two subnets of a VPC must not share an address.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use crate::diagnostic::Severity;
use crate::model::{Model, Subnet};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "overlapping-subnets",
    severity: Severity::Error,
    summary: "two subnets share addresses",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An address belongs to one subnet: EC2 refuses the second of two that overlap.

```toml fail
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/23" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
```

Choose ranges that share no address.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let mut subnets: Vec<&Subnet> = network.subnets.values().collect();
    subnets.sort_by_key(|subnet| subnet.cidr_block.span);
    for (index, subnet) in subnets.iter().enumerate() {
        let earlier = subnets.iter().take(index);
        if let Some(other) =
            earlier.into_iter().find(|other| other.cidr_block.overlaps(subnet.cidr_block.value))
        {
            findings
                .at(
                    subnet.cidr_block.span,
                    format!("the subnets `{}` and `{}` overlap", other.key, subnet.key),
                )
                .label(format!("shares addresses with `{}`", other.cidr_block))
                .related(other.cidr_block.span, "the other is here")
                .help("choose ranges that share no address");
        }
    }
}
