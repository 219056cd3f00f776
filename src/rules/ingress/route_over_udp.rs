//! A route to a port that does not speak TCP.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#what-is-ingress>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::Protocol;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "route-over-udp",
    severity: Severity::Error,
    summary: "a route leads to a UDP port",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
An ingress speaks HTTP, over TCP: the load balancer would find no healthy target.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { dns = { port = 5353, protocol = "UDP" } }
health           = { command = ["dig", "@127.0.0.1"] }
security_context = { run_as_user = 1000 }

[ingresses.office]
scheme = "internal"
routes = { "/" = "web" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
routes = { "/" = "web" }
```

Route to a TCP port.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let backends = model.ingresses.values().flat_map(|ingress| &ingress.rules).flat_map(|rule| &rule.paths);
    for backend in backends {
        let Some(service) = model.services.get(&backend.service.value) else { continue };
        let port = service.ports.iter().find(|port| port.name == backend.port_name);
        if let Some(port) = port.filter(|port| port.protocol == Protocol::Udp) {
            let message = format!("the port `{}` of `{}` is a UDP port", port.name, backend.service);
            findings
                .at(backend.service.span, message)
                .related(port.span, "it is declared here")
                .help("route to a TCP port: an ingress speaks HTTP");
        }
    }
}
