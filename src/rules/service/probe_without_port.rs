//! A probe of a service that does not listen.
//!
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "probe-without-port",
    severity: Severity::Error,
    summary: "a probe has no port",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A probe by HTTP, TCP or gRPC needs a port to connect to.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
health           = "/healthz"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/healthz"
```

Add `port` to the service, or probe with a `command`.
"#;
