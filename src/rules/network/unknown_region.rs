//! The project's region is one of AWS.
//!
//! Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>

use crate::diagnostic::Severity;
use crate::diagnostic::nearest;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::availability_zones::{as_of, regions, zones};

pub(super) const RULE: Rule = Rule {
    name: "unknown-region",
    severity: Severity::Warning,
    summary: "the region is not one that kura knows",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Nothing can be made in a region that does not exist. The table of regions ages, so a newer one passes with this warning.

```toml fail
[project]
name   = "shop"
region = "eu-wset-1"
```

```toml pass
[project]
name   = "shop"
region = "eu-west-1"
```

Correct the name. If AWS has opened the region since the day of the table, or it is one of China or of a government, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(region) = &model.project.region else { return };
    if zones(region).is_some() {
        return;
    }
    let message = format!("`{region}` is not in the table of regions of {}", as_of());
    let finding = findings.at(region.span, message);
    let newer = "if AWS has opened it since, allow `unknown-region` in `[checks.rules]`";
    match nearest(region, regions()) {
        Some(near) => {
            finding.label(format!("did you mean `{near}`?")).help(format!("write `{near}` instead; {newer}"))
        }
        None => finding.help(format!("write a region such as `us-east-1`; {newer}")),
    };
}
