//! An add-on that neither EKS nor kura knows is a chart of the user's.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "chart-without-repository",
    severity: Severity::Error,
    summary: "an add-on is none that kura knows, and does not say which chart it is",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura knows the add-ons of EKS and pins a few charts. Of any other chart it must be told where it is and in which version: the newest would be another one tomorrow.

```toml fail
[cluster]
version  = "1.35"
existing = true

[cluster.addons]
keda = true
```

```toml pass
[cluster]
version  = "1.35"
existing = true

[cluster.addons]
keda = { repository = "https://kedacore.github.io/charts", chart = "keda", version = "2.18.0" }
```

Correct the name, or add `repository`, `chart` and `version`.
"#;
