//! A port that nodes do not give away.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>

use crate::diagnostic::Severity;
use crate::model::{Model, NetworkService, Service};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "node-port-out-of-range",
    severity: Severity::Error,
    summary: "a fixed port on the nodes is outside their range",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes keeps the ports from 30000 to 32767 for Services, and refuses another.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_type     = "NodePort"
node_port        = 8080
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_type     = "NodePort"
node_port        = 30080
```

Choose a port of the range, or remove the key: Kubernetes assigns one.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let on_nodes = |service: &&Service| {
        let network_service = service.network_service.as_ref();
        network_service.is_some_and(NetworkService::is_on_nodes)
    };
    let ports = model.services.values().filter(on_nodes).flat_map(|service| &service.ports);
    for port in ports.filter_map(|port| port.node_port) {
        if !(30000..=32767).contains(&port.number()) {
            findings
                .at(port.span, format!("{port} is not a port for nodes"))
                .help("choose a port from 30000 to 32767, or remove the key: Kubernetes assigns one");
        }
    }
}
