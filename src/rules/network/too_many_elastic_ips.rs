//! An account has five Elastic IPs per region unless it asks for more.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "too-many-elastic-ips",
    severity: Severity::Warning,
    summary: "the NAT gateways need more Elastic IPs than an account has by default",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Each NAT gateway takes an Elastic IP, and an account has five of them per region unless it asks for more: the apply would stop at the sixth.

```toml fail
[project]
name   = "shop"
region = "us-east-1"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
public_a = { tier = "public", availability_zone = "us-east-1a", cidr_block = "10.0.0.0/24" }
public_b = { tier = "public", availability_zone = "us-east-1b", cidr_block = "10.0.1.0/24" }
public_c = { tier = "public", availability_zone = "us-east-1c", cidr_block = "10.0.2.0/24" }
public_d = { tier = "public", availability_zone = "us-east-1d", cidr_block = "10.0.3.0/24" }
public_e = { tier = "public", availability_zone = "us-east-1e", cidr_block = "10.0.4.0/24" }
public_f = { tier = "public", availability_zone = "us-east-1f", cidr_block = "10.0.5.0/24" }
private_a = { tier = "private", availability_zone = "us-east-1a", cidr_block = "10.0.10.0/24" }
private_b = { tier = "private", availability_zone = "us-east-1b", cidr_block = "10.0.11.0/24" }
private_c = { tier = "private", availability_zone = "us-east-1c", cidr_block = "10.0.12.0/24" }
private_d = { tier = "private", availability_zone = "us-east-1d", cidr_block = "10.0.13.0/24" }
private_e = { tier = "private", availability_zone = "us-east-1e", cidr_block = "10.0.14.0/24" }
private_f = { tier = "private", availability_zone = "us-east-1f", cidr_block = "10.0.15.0/24" }
```

```toml pass
[project]
name   = "shop"
region = "us-east-1"

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
public_a = { tier = "public", availability_zone = "us-east-1a", cidr_block = "10.0.0.0/24" }
public_b = { tier = "public", availability_zone = "us-east-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "us-east-1a", cidr_block = "10.0.10.0/24" }
private_b = { tier = "private", availability_zone = "us-east-1b", cidr_block = "10.0.11.0/24" }
```

Use fewer zones, or ask AWS for a higher quota and then allow the rule.
"#;

/// Elastic IPs of an account in a region.
const QUOTA: usize = 5;

fn check(model: &Model, findings: &mut Findings) {
    let gateways: usize = model.networks().map(|network| network.nat_gateway_subnets().len()).sum();
    // The one with most of them has most to save.
    let Some(largest) = model.networks().max_by_key(|network| network.nat_gateway_subnets().len()) else {
        return;
    };
    if gateways > QUOTA {
        let finding = findings
            .at(largest.nat_gateways.span, format!("{gateways} NAT gateways need {gateways} Elastic IPs"));
        finding
            .label(format!("an account has {QUOTA} per region, unless it asked for more"))
            .help("use fewer zones or `nat_gateways = \"single\"`, or ask AWS for a higher quota and allow this rule");
        for other in model.networks().filter(|network| network.span != largest.span) {
            finding.related(other.span, format!("{} of them are here", other.nat_gateway_subnets().len()));
        }
    }
}
