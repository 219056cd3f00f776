//! Without a readiness probe requests reach pods that cannot answer yet.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/probes/#readiness-probe>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Protocol;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "service-without-health",
    severity: Severity::Warning,
    summary: "a service with a port has no readiness probe",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Requests reach each pod as soon as its process runs, and a rollout goes on although nothing answers: a version that never starts replaces the one that works.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
health           = false
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
port             = 8080
health           = "/healthz"
```

Write `health = "/path"`, or remove the key: then the port itself is probed. A service over UDP needs a `command`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        if !service.ports.is_empty() && service.probes.readiness.is_none() {
            let over_tcp = service.ports.iter().any(|port| port.protocol == Protocol::Tcp);
            findings
                .at(service.health_span, format!("`{}` gets requests before it can answer", service.key))
                .label("no readiness probe")
                .help(if over_tcp {
                    "write `health = \"/path\"`, or remove the key: then the port itself is probed"
                } else {
                    "write `health = { command = [\"...\"] }`: no probe can ask a UDP port"
                });
        }
    }
}
