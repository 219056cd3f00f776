//! EKS offers a few versions of Kubernetes, and a table of them ages.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::tables::eks_versions::{Support, as_of, newest, support};

pub(super) const RULE: Rule = Rule {
    name: "unknown-eks-version",
    severity: Severity::Warning,
    summary: "the Kubernetes version is newer than those that kura knows",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
EKS refuses a version that it does not offer yet. The table of versions ages, so a newer one passes with this warning.

```toml fail
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.99"
existing = true
```

```toml pass
[checks]
as_of = "2026-11-22"

[cluster]
version  = "1.35"
existing = true
```

Correct the version. If EKS has brought it since the day of the table, allow the rule.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let Some(cluster) = &model.cluster else { return };
    if support(&cluster.version, model.checks.as_of) == Support::Unknown {
        findings
            .at(
                cluster.version.span,
                format!("Kubernetes {} is not in the table of EKS versions of {}", cluster.version, as_of()),
            )
            .label(format!("the newest there is {}", newest()))
            .help("correct it; if EKS has brought it since, allow `unknown-eks-version` in `[checks.rules]`");
    }
}
