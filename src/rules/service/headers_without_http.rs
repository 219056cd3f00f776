//! Headers for a probe that speaks no HTTP.
//!
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "headers-without-http",
    severity: Severity::Error,
    summary: "a probe has headers, and does not speak HTTP",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Only a probe with a `path` is an HTTP request; one by TCP, gRPC or a command would ignore the headers.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = { http_headers = { Host = "shop.example.com" } }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = { path = "/", http_headers = { Host = "shop.example.com" } }
```

Add `path`, or remove `http_headers`.
"#;
