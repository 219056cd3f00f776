//! A subnet must lie inside its VPC.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "subnet-outside-vpc",
    severity: Severity::Error,
    summary: "a subnet's address range is not inside the VPC's",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EC2 makes a subnet only from addresses of its VPC: the apply would stop halfway, after the VPC is there.

```toml fail
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
web = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.1.0.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
web = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" }
```

Choose a part of the VPC's range for each subnet.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    let Some(vpc) = network.cidr_block() else { return };
    for subnet in network.subnets.values() {
        let Some(range) = subnet.cidr_block().filter(|range| !vpc.contains(range.value)) else { continue };
        findings
            .at(range.span, format!("the subnet `{}` is outside the VPC", subnet.key))
            .label(format!("not inside `{vpc}`"))
            .related(vpc.span, "the VPC has only this range")
            .help(format!("choose a range inside `{vpc}`"));
    }
}
