//! A rolling update of a service that stops first.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment>

use crate::diagnostic::Severity;
use crate::model::{Model, UpdateStrategy};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "rolling-update-of-recreate",
    severity: Severity::Error,
    summary: "a key is for a rolling update, and there is none",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
`strategy = "Recreate"`, which is also the default of a Deployment whose claim only one node may mount, stops all pods before the new ones start; Kubernetes refuses `max_surge` and `max_unavailable` beside it.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
strategy         = "Recreate"
max_surge        = 1
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
strategy         = "RollingUpdate"
max_surge        = 1
```

Remove the key, or set `strategy = "RollingUpdate"`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        if let UpdateStrategy::Recreate { rolling: Some(span) } = service.update_strategy {
            findings
                .at(span, "this key is for a rolling update")
                .help("remove the key, or set `strategy = \"RollingUpdate\"`");
        }
    }
}
