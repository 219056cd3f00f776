//! The load balancer checks by HTTP, and kura takes the path from the readiness probe.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#healthcheck-path>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{IngressBackend, Model, ProbeKind, Service};
use crate::read::config::Protocol;
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    name: "route-without-http-probe",
    severity: Severity::Warning,
    summary: "a load balancer does not know by which path a service is ready",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Without an HTTP path the load balancer asks for `/` and wants the answer 200: a service that redirects there, or answers 404, gets no requests although Kubernetes calls it ready.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }
```

Add `health` with a path that answers 200. Where only the load balancer has one, write it as the annotation `alb.ingress.kubernetes.io/healthcheck-path` in `service_annotations`.
"#;

const PATH: &str = "alb.ingress.kubernetes.io/healthcheck-path";

fn check(model: &Model, findings: &mut Findings) {
    let routes = routes(model);
    for service in model.services.values() {
        let readiness = service.probes.readiness.as_ref().map(|probe| &probe.kind);
        // Without any, `service-without-health` asks for a path already.
        if matches!(readiness, None | Some(ProbeKind::Http { .. })) || says_itself(service) {
            continue;
        }
        if let Some(route) = routes.get(service.key.as_str()) {
            findings
                .at(service.key.span, format!("the load balancer will ask `{}` for `/`", service.key))
                .label("its readiness is not an HTTP path")
                .related(*route, "a route leads to it")
                .help("add `health = \"/...\"`, a path that answers 200 when the service is ready");
        }
    }
}

/// The first route to each service, but for ingresses that say the path themselves.
fn routes(model: &Model) -> BTreeMap<&str, Span> {
    let ingresses = model.alb_ingresses().filter(|ingress| !ingress.annotations.contains_key(PATH));
    let backends = ingresses.flat_map(|ingress| &ingress.rules).flat_map(|rule| &rule.paths);
    let mut routes = BTreeMap::new();
    for backend in backends {
        if !is_udp(model, backend) {
            routes.entry(backend.service.as_str()).or_insert(backend.span);
        }
    }
    routes
}

/// Whether it leads to a UDP port, which is the business of `route-over-udp`.
fn is_udp(model: &Model, backend: &IngressBackend) -> bool {
    let ports = model.services.get(backend.service.as_str()).map(|service| &service.ports);
    let mut ports = ports.into_iter().flatten();
    ports.any(|port| port.name == backend.port_name && port.protocol == Protocol::Udp)
}

fn says_itself(service: &Service) -> bool {
    service.network_service.as_ref().is_some_and(|own| own.annotations.contains_key(PATH))
}
