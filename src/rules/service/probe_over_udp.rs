//! A probe of a UDP port.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "probe-over-udp",
    severity: Severity::Error,
    summary: "a probe asks a UDP port",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
HTTP, TCP and gRPC all connect by TCP: the probe would never succeed, and the pod would be killed again and again.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { dns = { port = 5353, protocol = "UDP" } }
security_context = { run_as_user = 1000 }
health           = { port = 5353 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { dns = { port = 5353, protocol = "UDP" } }
security_context = { run_as_user = 1000 }
health           = { command = ["dig", "@127.0.0.1", "-p", "5353"] }
```

Name a TCP port, or probe with a `command`.
"#;
