//! The load balancer's health check of a Service: the readiness probe, in annotations.
//!
//! Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#health-check>

use super::metadata::Texts;
use crate::model::{Ingress, IngressBackend, Model, ProbeKind, Service};
use crate::read::config::TargetType;
use crate::value::Port;

/// A way from a load balancer to the Service.
type Route<'a> = (&'a Ingress, &'a IngressBackend);

/// Annotations of a Service that an ingress routes to and that is ready by HTTP; others have none.
///
/// A Service's annotation wins over an Ingress', so what the user says there is left out here.
pub(super) fn annotations(model: &Model, service: &Service) -> Texts {
    let ingresses = model.ingresses_to(service).filter(|ingress| ingress.is_alb());
    let routes: Vec<Route<'_>> = ingresses.flat_map(|ingress| routes(ingress, service)).collect();
    let readiness = service.probes.readiness.as_ref().map(|probe| &probe.kind);
    let Some(ProbeKind::Http { path, port, .. }) = readiness.filter(|_| !routes.is_empty()) else {
        return Texts::new();
    };
    let mut annotations = Texts::from([
        (key("healthcheck-path"), path.clone()),
        // What the kubelet takes for a success; the controller's default is 200 alone.
        (key("success-codes"), "200-399".to_owned()),
    ]);
    if routes.iter().any(|route| target(service, route) != Some(port.value)) {
        annotations.insert(key("healthcheck-port"), checked_port(service, &routes, port.value));
    }
    annotations.retain(|key, _| routes.iter().all(|(ingress, _)| !ingress.annotations.contains_key(key)));
    annotations
}

fn key(name: &str) -> String {
    format!("alb.ingress.kubernetes.io/{name}")
}

fn routes<'a>(ingress: &'a Ingress, service: &Service) -> Vec<Route<'a>> {
    let backends = ingress.rules.iter().flat_map(|rule| &rule.paths);
    backends
        .filter(|backend| backend.service.value == service.key.value)
        .map(|backend| (ingress, backend))
        .collect()
}

/// The container's port that a route leads to.
fn target(service: &Service, (_, backend): &Route<'_>) -> Option<Port> {
    service.ports.iter().find(|port| port.name == backend.port_name).map(|port| port.port)
}

/// On the nodes the controller finds the port by its name in the Service; in pods a number is a pod's own.
fn checked_port(service: &Service, routes: &[Route<'_>], probed: Port) -> String {
    let on_nodes = routes.iter().all(|(ingress, _)| ingress.target_type.value == TargetType::Instance);
    let named = service.ports.iter().find(|port| port.port == probed).filter(|_| on_nodes);
    named.map_or_else(|| probed.to_string(), |port| port.name.clone())
}
