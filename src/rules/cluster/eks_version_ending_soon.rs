//! After standard support of a Kubernetes version comes extended support, which has a price.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html>

use super::days;
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::eks_versions::{Support, as_of, newest, support};

pub(super) const RULE: Rule = Rule {
    name: "eks-version-ending-soon",
    severity: Severity::Warning,
    summary: "standard support of the Kubernetes version ends within 90 days",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Upgrades take their time, and each hour of the control plane costs several times as much once standard support has ended.

```toml fail
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.34"
existing = true
```

```toml pass
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.35"
existing = true
```

Plan the upgrade of the cluster, one minor version at a time.
"#;

/// Time enough to plan an upgrade.
const DAYS: i64 = 90;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let day = model.checks.as_of;
    let Support::Standard(ends) = support(&cluster.version, day) else { return };
    if day.days_until(ends) <= DAYS {
        findings
            .at(
                cluster.version.span,
                format!("standard support of Kubernetes {} ends on {ends}", cluster.version),
            )
            .label(format!("{} from {day}; then each hour costs more", days(day, ends)))
            .help(format!(
                "plan the upgrade: {} was the newest version in the table of {}",
                newest(),
                as_of()
            ));
    }
}
