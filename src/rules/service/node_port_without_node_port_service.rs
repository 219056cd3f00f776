//! A port on the nodes that the Service cannot have.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "node-port-without-node-port-service",
    severity: Severity::Error,
    summary: "a Service that has no port on the nodes is given one",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Only a Service of type `NodePort` or `LoadBalancer` has ports on the nodes; Kubernetes refuses the key with another type.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
node_port        = 30080
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_type     = "NodePort"
node_port        = 30080
```

Set `service_type = "NodePort"`, or remove `node_port`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let network_service = service.network_service.as_ref();
        let Some(network_service) = network_service.filter(|service| !service.is_on_nodes()) else {
            continue;
        };
        for port in service.ports.iter().filter_map(|port| port.node_port) {
            findings
                .at(port.span, "a Service of this type has no port on the nodes")
                .label(format!("the Service is of type `{}`", network_service.service_type.word()))
                .help("set `service_type = \"NodePort\"`, or remove `node_port`");
        }
    }
}
