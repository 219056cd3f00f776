//! An autoscaler compares the load with the requests.
//!
//! Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "autoscaling-without-requests",
    severity: Severity::Error,
    summary: "replicas are added by percent of a request that nobody chose",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The load is measured in percent of the pods' requests. kura's default of 100m and 256Mi is a guess, and 70 percent of a guess starts pods too early or too late.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
autoscaling      = { max_replicas = 5, cpu = 70 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
requests         = { cpu = "250m" }
autoscaling      = { max_replicas = 5, cpu = 70 }
```

Say in `requests` what a pod needs under usual load.
"#;
