//! A share of pods is at most 100%.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable>

use crate::diagnostic::Severity;
use crate::model::{Model, UpdateStrategy};
use crate::read::config::IntOrPercent;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "max-unavailable-too-high",
    severity: Severity::Error,
    summary: "a rolling update may take away more than all pods",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes refuses the Deployment.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
max_unavailable  = "150%"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
max_unavailable  = "50%"
```

Write a share of at most `100%`, or better 0: then no pod stops before its successor is ready.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let UpdateStrategy::RollingUpdate { max_unavailable, .. } = &service.update_strategy else {
            continue;
        };
        let IntOrPercent::Percent(share) = &max_unavailable.value else { continue };
        if share.trim_end_matches('%').parse().is_ok_and(|percent: u32| percent > 100) {
            findings
                .at(max_unavailable.span, format!("{share} is more than all pods"))
                .help("write a share of at most `100%`, or remove the key: then no pod stops before its successor is ready");
        }
    }
}
