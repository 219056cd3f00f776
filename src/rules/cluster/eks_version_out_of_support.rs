//! EKS upgrades a cluster by itself when extended support of its version ends.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::eks_versions::{Support, as_of, newest, support};

pub(super) const RULE: Rule = Rule {
    name: "eks-version-out-of-support",
    severity: Severity::Error,
    summary: "EKS does not support the Kubernetes version any more",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
No cluster can be made with such a version, and EKS has upgraded those that had it: what is written here is not what runs.

```toml fail
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.30"
existing = true
```

```toml pass
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.35"
existing = true
```

Upgrade the cluster, one minor version at a time, and write the version that runs.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    let Support::Ended(since) = support(&cluster.version, model.checks.as_of) else { return };
    let finding = findings
        .at(cluster.version.span, format!("EKS does not support Kubernetes {} any more", cluster.version));
    finding.label(match since {
        Some(day) => format!("its extended support ended on {day}"),
        None => "it is older than all that the table knows".to_owned(),
    });
    finding.help(format!(
        "write the version that runs, or upgrade: {} was the newest in the table of {}",
        newest(),
        as_of()
    ));
}
