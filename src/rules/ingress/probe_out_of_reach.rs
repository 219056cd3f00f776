//! A probe that a load balancer cannot send.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#healthcheck-port>

use crate::diagnostic::Severity;
use crate::model::{Ingress, Model, ProbeKind};
use crate::read::config::TargetType;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "probe-out-of-reach",
    severity: Severity::Error,
    summary: "a load balancer cannot reach the port that it has to probe",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
With `target_type = "instance"` the load balancer reaches only ports of the Service. A readiness probe at another port would never succeed there, and every target would stay unhealthy.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = { path = "/", port = 9000 }

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
health           = { path = "/" }

[ingresses.office]
scheme      = "internal"
target_type = "instance"
routes      = { "/" = "web" }
```

Add the port to `ports` of the service, or set `target_type = "ip"` on the ingress.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let readiness = service.probes.readiness.as_ref().map(|probe| &probe.kind);
        let Some(ProbeKind::Http { port, .. }) = readiness else { continue };
        if service.ports.iter().any(|own| own.port == port.value) {
            continue;
        }
        let on_nodes = |ingress: &&Ingress| ingress.target_type.value == TargetType::Instance;
        let routes_here = |ingress: &&Ingress| {
            let mut backends = ingress.rules.iter().flat_map(|rule| &rule.paths);
            backends.any(|backend| backend.service.value == service.key.value)
        };
        if let Some(ingress) = model.alb_ingresses().filter(on_nodes).find(routes_here) {
            findings
                .at(port.span, format!("the load balancer cannot probe port {port} on the nodes"))
                .related(ingress.target_type.span, "it only reaches ports of the Service there")
                .help("add the port to `ports` of the service, or set `target_type = \"ip\"` on the ingress");
        }
    }
}
