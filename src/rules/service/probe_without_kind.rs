//! A probe that does nothing.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/probes/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "probe-without-kind",
    severity: Severity::Error,
    summary: "nothing is left that a probe could do",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A probe without `path`, `grpc` or `command` connects by TCP. With `tcp = false` nothing is left, and Kubernetes refuses a probe that does nothing.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = { tcp = false }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = { path = "/healthz" }
```

Say what the probe does: `path`, `grpc = true` or `command`. For no probe at all, write `false` instead of the table.
"#;
