//! `privileged` is no level at all.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#privileged>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::PodSecurity;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "privileged-namespace",
    severity: Severity::Warning,
    summary: "the namespace takes pods with any right",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Whoever may create a pod in this namespace is root on the nodes: nothing in it is checked any more.

```toml fail
[kubernetes]
pod_security = "privileged"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

```toml pass
[kubernetes]
pod_security = "baseline"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

Set `baseline` or `restricted`; what needs more belongs into a namespace of its own.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let level = &model.kubernetes.pod_security;
    if model.kubernetes.create_namespace && level.value == PodSecurity::Privileged {
        findings
            .at(
                level.span,
                format!("the namespace `{}` takes pods with any right", model.kubernetes.namespace),
            )
            .help("write `restricted`, or `baseline` where a pod needs more");
    }
}
