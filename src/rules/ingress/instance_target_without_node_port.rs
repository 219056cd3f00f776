//! A target on the nodes that is not there.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#target-type>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::TargetType;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "instance-target-without-node-port",
    severity: Severity::Error,
    summary: "a load balancer sends requests to nodes, where the service has no port",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With `target_type = "instance"` the load balancer reaches a Service by its port on the nodes, and only `NodePort` and `LoadBalancer` have one.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"
service_type     = "ClusterIP"

[ingresses.office]
scheme      = "internal"
target_type = "instance"
routes      = { "/" = "web" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"
service_type     = "NodePort"

[ingresses.office]
scheme      = "internal"
target_type = "instance"
routes      = { "/" = "web" }
```

Set `service_type = "NodePort"`, or `target_type = "ip"` on the ingress.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for ingress in model.alb_ingresses().filter(|ingress| ingress.target_type.value == TargetType::Instance) {
        for backend in ingress.rules.iter().flat_map(|rule| &rule.paths) {
            let service = model.services.get(&backend.service.value);
            let Some(network_service) = service.and_then(|service| service.network_service.as_ref()) else {
                continue;
            };
            if !network_service.is_on_nodes() {
                let message = format!("the load balancer cannot reach `{}` on the nodes", backend.service);
                findings
                    .at(backend.service.span, message)
                    .related(
                        network_service.service_type.span,
                        "a Service of this type has no port on the nodes",
                    )
                    .help("set `service_type = \"NodePort\"`, or `target_type = \"ip\"` on the ingress");
            }
        }
    }
}
