//! A subnet's zone must belong to the project's region.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "zone-outside-region",
    severity: Severity::Error,
    summary: "a subnet's zone is not one of the project's region",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The provider makes everything in the project's region, and a zone of another region is unknown there.

```toml fail
[project]
name   = "shop"
region = "eu-west-1"

[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "us-east-1a", cidr_block = "10.0.0.0/24" }
```

```toml pass
[project]
name   = "shop"
region = "us-east-1"

[network]
cidr_block   = "10.0.0.0/16"
nat_gateways = "none"

[network.subnets]
a = { tier = "public", availability_zone = "us-east-1a", cidr_block = "10.0.0.0/24" }
```

Choose a zone of the region, or another region.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(terraform)) = (&model.network, &model.terraform) else { return };
    let region = &terraform.region;
    for subnet in network.subnets.values() {
        let zone = &subnet.availability_zone;
        let rest = zone.strip_prefix(region.as_str()).and_then(|rest| rest.chars().next());
        // A local zone has a longer name, such as us-east-1-bos-1a.
        if !rest.is_some_and(|c| c.is_ascii_lowercase() || c == '-') {
            findings
                .at(zone.span, format!("the zone `{zone}` is not in `{region}`"))
                .related(region.span, "the region of all resources")
                .help(format!("choose a zone of the region, such as `{region}a`"));
        }
    }
}
