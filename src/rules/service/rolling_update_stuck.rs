//! A rolling update that cannot begin.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment>

use crate::diagnostic::Severity;
use crate::model::{Model, UpdateStrategy};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "rolling-update-stuck",
    severity: Severity::Error,
    summary: "a rolling update can neither add a pod nor take one away",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Pods are replaced one after the other, which needs a pod more or a pod less for a while. Kubernetes refuses a Deployment that allows neither.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
max_surge        = 0
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
max_surge        = 0
max_unavailable  = 1
```

Set `max_surge` or `max_unavailable` to 1.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let UpdateStrategy::RollingUpdate { max_surge, max_unavailable } = &service.update_strategy else {
            continue;
        };
        if max_surge.is_zero() && max_unavailable.is_zero() {
            findings
                .at(max_surge.span, "with neither a pod more nor a pod less nothing can be replaced")
                .help("set `max_surge` or `max_unavailable` to 1");
        }
    }
}
