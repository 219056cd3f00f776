//! In a pod `localhost` is the pod itself.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/>

use crate::diagnostic::Severity;
use crate::model::{Container, Model, Service};
use crate::rules::rule::{Findings, Rule};
use crate::value::host_port;

pub(super) const RULE: Rule = Rule {
    name: "localhost-of-another",
    severity: Severity::Warning,
    summary: "a container looks for another service in its own pod",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
On a developer's machine everything answers on `localhost`. In the cluster each service has a pod, and a name, of its own.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { CACHE_URL = "redis://localhost:6379" }

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { CACHE_URL = "redis://cache:6379" }
uses             = ["cache"]

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

Write the name of the Service, and name the service in `uses`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        for (text, span) in service.pod.containers().flat_map(Container::texts) {
            let Some(("localhost" | "127.0.0.1", Some(port))) = host_port(text) else { continue };
            let Some(other) = model.services.values().find(|other| has(other, port)) else { continue };
            let Some(network) = other.network_service.as_ref().filter(|_| !has(service, port)) else {
                continue;
            };
            findings
                .at(span, format!("`localhost` is the pod of `{}` itself", service.key))
                .label("nothing answers there on this port")
                .related(other.key.span, format!("it has the port {port}"))
                .help(format!(
                    "write `{}` instead of the host, and add `uses = [\"{}\"]`",
                    network.name, other.key
                ));
        }
    }
}

/// Whether a service listens on a port.
fn has(service: &Service, port: u16) -> bool {
    service.ports.iter().any(|own| own.port.number() == port)
}
