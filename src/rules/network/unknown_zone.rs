//! A subnet's zone is one of its region.
//!
//! Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>

use crate::diagnostic::{Severity, listed};
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::availability_zones::{as_of, zones};

pub(super) const RULE: Rule = Rule {
    name: "unknown-zone",
    severity: Severity::Warning,
    summary: "a subnet's zone is not one that kura knows in its region",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A subnet cannot be made in a zone that does not exist: not every region has the zones a, b and c. The table of zones ages, so a newer one passes with this warning.

```toml fail
[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1g", cidr_block = "10.0.0.0/24" }
```

```toml pass
[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.0.0/24" }
```

Choose a zone that the finding lists. If AWS has opened the zone since the day of the table, or it is a local zone, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(terraform)) = (&model.network, &model.terraform) else { return };
    let region = &terraform.region;
    let Some(known) = zones(region) else { return };
    for subnet in network.subnets.values() {
        let zone = &subnet.availability_zone;
        // A zone of another region is the business of `zone-outside-region`.
        if zone.starts_with(region.as_str()) && !known.clone().any(|name| name == zone.as_str()) {
            let listed = listed(known.clone());
            findings
                .at(zone.span, format!("`{zone}` is not in the table of zones of {}", as_of()))
                .related(region.span, format!("the zones of this region are {listed}"))
                .help("choose one of these; if AWS has opened it since, allow `unknown-zone` in `[checks.rules]`");
        }
    }
}
