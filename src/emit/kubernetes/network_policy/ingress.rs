//! Who may connect to the pods of a workload.

use serde_json::{Value, json};

use super::{container_ports, distinct, pods, range, vpc};
use crate::emit::kubernetes::workload::Workload;
use crate::model::{AddonKind, Ingress, Model, ProbeKind, Service, ServicePort};
use crate::read::config::{Scheme, ServiceType, TargetType, Tier};

/// What holds for the sources of a policy, above it.
pub(super) fn comment(model: &Model, workload: Workload<'_>) -> Option<String> {
    let Workload::Service(service) = workload else { return None };
    let guessed = model.network.is_none() && routes(model, service).any(|(ingress, _)| ingress.is_alb());
    guessed.then(|| {
        "The load balancer's subnets are not in kura.toml: private ranges stand for them.".to_owned()
    })
}

/// Callers, its own replicas, load balancers and controllers.
pub(super) fn rules(model: &Model, workload: Workload<'_>) -> Vec<Value> {
    let Workload::Service(service) = workload else { return Vec::new() };
    if service.ports.is_empty() {
        return Vec::new();
    }
    let all = container_ports(&service.ports);
    let mut rules = Vec::new();
    let callers: Vec<_> = callers(model, service).map(Workload::selector).collect();
    if !callers.is_empty() {
        rules.push(json!({ "from": callers.iter().map(pods).collect::<Value>(), "ports": all }));
    }
    let routes = routes(model, service);
    rules.extend(routes.map(|(ingress, port)| {
        json!({ "from": controller(model, ingress), "ports": reached(service, ingress, port) })
    }));
    rules.extend(from_outside(model, service).map(|from| json!({ "from": from, "ports": all })));
    distinct(rules)
}

/// The workloads that call a service.
fn callers<'m>(model: &'m Model, service: &Service) -> impl Iterator<Item = Workload<'m>> {
    let reach = model.reach.get(&service.key.value);
    let services = reach.into_iter().flat_map(|reach| &reach.services);
    let jobs = reach.into_iter().flat_map(|reach| &reach.jobs);
    let services = services.filter_map(|key| model.services.get(key)).map(Workload::Service);
    services.chain(jobs.filter_map(|key| model.jobs.get(key)).map(Workload::Job))
}

/// The ways from ingresses to a service, and the port of the container each leads to.
fn routes<'m>(
    model: &'m Model,
    service: &'m Service,
) -> impl Iterator<Item = (&'m Ingress, &'m ServicePort)> {
    let backends = model.ingresses_to(service).flat_map(|ingress| {
        ingress.rules.iter().flat_map(|rule| &rule.paths).map(move |backend| (ingress, backend))
    });
    backends.filter(|(_, backend)| backend.service.value == service.key.value).filter_map(
        |(ingress, backend)| {
            let port = service.ports.iter().find(|port| port.name == backend.port_name)?;
            Some((ingress, port))
        },
    )
}

/// The port of a route, and the one that the load balancer's health check asks.
fn reached(service: &Service, ingress: &Ingress, port: &ServicePort) -> Vec<Value> {
    let mut ports = container_ports([port]);
    let readiness = service.probes.readiness.as_ref().filter(|_| ingress.is_alb());
    if let Some(ProbeKind::Http { port, .. }) = readiness.map(|probe| &probe.kind) {
        ports.push(json!({ "port": port.number(), "protocol": "TCP" }));
    }
    distinct(ports)
}

/// Where requests of an ingress come from: the load balancer's subnets, the nodes, or the controller's pods.
fn controller(model: &Model, ingress: &Ingress) -> Vec<Value> {
    if !ingress.is_alb() {
        return vec![namespace(model, &ingress.class)];
    }
    match (&model.network, ingress.target_type.value) {
        (Some(network), TargetType::Ip) => {
            let internal = ingress.scheme.value == Scheme::Internal;
            let subnets = network.tier(if internal { Tier::Private } else { Tier::Public });
            let ranges: Option<Vec<_>> =
                subnets.map(|subnet| subnet.cidr_block().map(|cidr| range(&cidr))).collect();
            // Where a subnet exists already, its range is not known.
            ranges.unwrap_or_else(|| vpc(model))
        }
        _ => vpc(model),
    }
}

/// The namespace of a controller whose chart is known; any, where it is not.
fn namespace(model: &Model, class: &str) -> Value {
    let addon = if class == "nginx" { "ingress-nginx" } else { class };
    let chart = model.addons.get(addon).and_then(|addon| match &addon.kind {
        AddonKind::Chart(chart) => Some(chart.namespace.as_str()),
        AddonKind::Eks => None,
    });
    match chart {
        Some(name) => {
            json!({ "namespaceSelector": { "matchLabels": { "kubernetes.io/metadata.name": name } } })
        }
        None => json!({ "namespaceSelector": {} }),
    }
}

/// Who reaches a Service whose ports are open on the nodes: everybody through its load balancer, else the VPC.
fn from_outside(model: &Model, service: &Service) -> Option<Vec<Value>> {
    match service.network_service.as_ref()?.service_type.value {
        ServiceType::LoadBalancer => Some(vec![range(&"0.0.0.0/0")]),
        ServiceType::NodePort => Some(vpc(model)),
        ServiceType::ClusterIp | ServiceType::Headless => None,
    }
}
