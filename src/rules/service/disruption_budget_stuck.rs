//! A budget must leave a pod that may go.
//!
//! Source: <https://kubernetes.io/docs/tasks/run-application/configure-pdb/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::IntOrPercent;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "disruption-budget-stuck",
    severity: Severity::Error,
    summary: "a disruption budget keeps all pods, and no node can be drained",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An upgrade of the cluster drains one node after the other. A pod that the budget keeps is never evicted, so the upgrade waits, and in the end fails.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
replicas         = 2
min_available    = 2
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
replicas         = 2
min_available    = 1
```

Keep less than all: `min_available` below `replicas`, or below `min_replicas`, or less than `100%`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let Some(kept) = &service.min_available else { continue };
        let replicas = service.replicas.value;
        let all = match &kept.value {
            IntOrPercent::Int(pods) => *pods >= replicas,
            // Kubernetes rounds up: any share above the last pod but one keeps them all.
            IntOrPercent::Percent(share) => share.trim_end_matches('%').parse::<i64>().is_ok_and(|share| {
                share.saturating_mul(replicas) > replicas.saturating_sub(1).saturating_mul(100)
            }),
        };
        if all && replicas > 0 {
            findings
                .at(kept.span, format!("all {replicas} pods of `{}` are kept", service.key))
                .label("no node that runs one of them can be drained")
                .related(service.replicas.span, "so many there are at least")
                .help("keep one less, or remove the key: then one is kept of two and more");
        }
    }
}
