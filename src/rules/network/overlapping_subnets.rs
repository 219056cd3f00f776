//! Two subnets of a VPC must not share an address.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::span::Spanned;
use crate::value::Cidr;

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
    let ranges = network.subnets.values().filter_map(|subnet| Some((&subnet.key, subnet.cidr_block()?)));
    let mut subnets: Vec<(&Text, Spanned<Cidr>)> = ranges.collect();
    subnets.sort_by_key(|(_, range)| range.span);
    for (index, (key, range)) in subnets.iter().enumerate() {
        let earlier = subnets.iter().take(index);
        if let Some((other, taken)) = earlier.into_iter().find(|(_, other)| other.overlaps(range.value)) {
            findings
                .at(range.span, format!("the subnets `{other}` and `{key}` overlap"))
                .label(format!("shares addresses with `{taken}`"))
                .related(taken.span, "the other is here")
                .help("choose ranges that share no address");
        }
    }
}
