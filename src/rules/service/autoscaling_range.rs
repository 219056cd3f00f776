//! The least number of replicas cannot be above the greatest.
//!
//! Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "autoscaling-range",
    severity: Severity::Error,
    summary: "the least number of replicas is above the greatest",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Kubernetes refuses the HorizontalPodAutoscaler.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
requests         = { cpu = "250m" }
autoscaling      = { min_replicas = 6, max_replicas = 5, cpu = 70 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
requests         = { cpu = "250m" }
autoscaling      = { min_replicas = 2, max_replicas = 5, cpu = 70 }
```

Lower the one, or raise the other.
"#;
