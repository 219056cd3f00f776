//! A process of root that breaks out is root on the node.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::PodSecurity;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "root-container",
    severity: Severity::Warning,
    summary: "containers may run as root",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A process that leaves its container is root on the node then, and with that in all other pods there.

```toml fail
[kubernetes]
pod_security = "baseline"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_non_root = false }
```

```toml pass
[kubernetes]
pod_security = "baseline"

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

Set `run_as_user` to a numeric user other than 0; many images have a variant for that.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let kubernetes = &model.kubernetes;
    // There `pod-security-violation` says it.
    if kubernetes.create_namespace && kubernetes.pod_security.value == PodSecurity::Restricted {
        return;
    }
    for pod in model.pods() {
        let non_root = &pod.security_context.run_as_non_root;
        if !non_root.value {
            findings
                .at(non_root.span, format!("the containers of `{}` may run as root", pod.name()))
                .help("write `run_as_user` with the image's numeric user instead");
        }
    }
}
