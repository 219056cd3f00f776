//! A port of the nodes leads to one Service.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "node-port-twice",
    severity: Severity::Error,
    summary: "two ports are the same fixed port of the nodes",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A fixed port is taken on every node of the cluster, so Kubernetes refuses the second Service that asks for it.

```toml fail
[defaults.services]
image            = "redis:7.4"
security_context = { run_as_user = 999 }
service_type     = "NodePort"
port             = 6379

[services.a]
node_port = 30000

[services.b]
node_port = 30000
```

```toml pass
[defaults.services]
image            = "redis:7.4"
security_context = { run_as_user = 999 }
service_type     = "NodePort"
port             = 6379

[services.a]
node_port = 30000

[services.b]
```

Choose another port, or remove the key: Kubernetes assigns one.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    let ports =
        model.services.values().flat_map(|service| service.ports.iter().map(move |port| (service, port)));
    for (service, port) in ports {
        let Some(node_port) = &port.node_port else { continue };
        let Some((other, protocol, first)) =
            seen.insert(node_port.value, (&service.key.value, port.protocol, node_port.span))
        else {
            continue;
        };
        // Within one Service it may be there for TCP and for UDP.
        if *other != service.key.value || protocol == port.protocol {
            findings
                .at(node_port.span, format!("two ports are port {node_port} of the nodes"))
                .related(first, "the other is here")
                .help("choose another port, or remove the key: Kubernetes assigns one");
        }
    }
}
