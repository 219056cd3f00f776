//! Extended support of a Kubernetes version has a price.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html>
//! Source: <https://aws.amazon.com/eks/pricing/>

use super::days;
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::eks_versions::{Support, as_of, newest, support};

pub(super) const RULE: Rule = Rule {
    name: "eks-version-in-extended-support",
    severity: Severity::Warning,
    summary: "the Kubernetes version is in extended support, which costs more",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
In extended support each hour of the control plane costs several times as much, and after a year of it EKS upgrades the cluster by itself.

```toml fail
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.32"
existing = true
```

```toml pass
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.35"
existing = true
```

Upgrade the cluster, one minor version at a time.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let day = model.checks.as_of;
    let Support::Extended(ends) = support(&cluster.version, day) else { return };
    findings
        .at(
            cluster.version.span,
            format!("Kubernetes {} is in extended support, which costs more", cluster.version),
        )
        .label(format!("on {ends}, {} from {day}, EKS upgrades the cluster by itself", days(day, ends)))
        .help(format!(
            "upgrade the cluster: {} was the newest version in the table of {}",
            newest(),
            as_of()
        ));
}
