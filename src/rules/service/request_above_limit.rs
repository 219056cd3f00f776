//! A request above its limit.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::rules::service::too_little_memory::LEAST;

pub(super) const RULE: Rule = Rule {
    name: "request-above-limit",
    severity: Severity::Error,
    summary: "a container asks for more than it may have",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes refuses a container whose request is above its limit. Where you say only one of the two, the other is the default of kura.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
requests         = { memory = "1Gi" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
requests         = { memory = "1Gi" }
limits           = { memory = "1Gi" }
```

Raise the limit, or lower the request.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for resources in model.pods().map(|pod| &pod.resources) {
        let cpu = resources.cpu_limit.as_ref().map(|limit| (&resources.cpu_request, limit));
        // What is hardly any memory was meant in another unit.
        let memory = Some((&resources.memory_request, &resources.memory_limit))
            .filter(|(_, limit)| limit.amount() >= LEAST);
        for (request, limit) in [cpu, memory].into_iter().flatten() {
            if request.amount() > limit.amount() {
                let message = format!("the request `{request}` is above the limit `{limit}`");
                let finding =
                    findings.at(request.span, message).help("raise the limit, or lower the request");
                if limit.span != request.span {
                    finding.related(limit.span, "the limit is here");
                }
            }
        }
    }
}
