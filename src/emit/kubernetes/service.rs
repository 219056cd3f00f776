//! `services.yaml`: a Service per service that has ports.

use serde_json::{Value, json};

use super::health_check;
use super::metadata::{Texts, metadata, workload_labels};
use super::object::object;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Model, NetworkService, Service, ServicePort};
use crate::read::config::ServiceType;

/// The Service of a service with ports, and the one from which the pods of a StatefulSet have their names.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Service(service) = workload else { return Vec::new() };
    document(model, service).into_iter().chain(governing(model, service)).collect()
}

/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id>
fn governing(model: &Model, service: &Service) -> Option<Document> {
    let name = service.governing_service();
    let own = service.network_service.as_ref();
    if !service.is_stateful_set() || own.is_some_and(|own| own.name.value == name) {
        return None;
    }
    let labels = workload_labels(model, Workload::Service(service));
    let ports: Value = service.ports.iter().map(|entry| governing_port(service, entry)).collect();
    let value = json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(model, &name, &labels, &Texts::new()),
        "spec": object([
            ("type", json!("ClusterIP")),
            ("clusterIP", json!("None")),
            // The replicas find each other while they start.
            ("publishNotReadyAddresses", json!(true)),
            ("selector", json!(service.selector)),
            ("ports", ports),
        ]),
    });
    let why = format!("Gives the pods of the StatefulSet `{}` their names in DNS.", service.name());
    Some(Document { comment: Some(why), value })
}

/// Nothing stands between a headless Service and its pods: it has the container's port.
fn governing_port(service: &Service, port: &ServicePort) -> Value {
    json!({
        "name": port.name,
        "port": port.port.number(),
        "targetPort": service.container_port(port).name,
        "protocol": port.protocol.word(),
    })
}

fn document(model: &Model, service: &Service) -> Option<Document> {
    let network_service = service.network_service.as_ref()?;
    let labels = workload_labels(model, Workload::Service(service));
    let mut annotations = health_check::annotations(model, service);
    annotations.extend(network_service.annotations.clone());
    let value = json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(model, &network_service.name, &labels, &annotations),
        "spec": spec(service, network_service),
    });
    Some(value.into())
}

fn spec(service: &Service, network_service: &NetworkService) -> Value {
    let (kind, cluster_ip) = match network_service.service_type.value {
        ServiceType::Headless => (ServiceType::ClusterIp, Some("None")),
        kind => (kind, None),
    };
    let ports: Value = service.ports.iter().map(|entry| port(service, entry)).collect();
    object([
        ("type", json!(kind.word())),
        ("clusterIP", json!(cluster_ip)),
        ("selector", json!(service.selector)),
        ("ports", ports),
    ])
}

/// The target is a name, so that during a rollout old pods are still reached at their old port.
fn port(service: &Service, port: &ServicePort) -> Value {
    object([
        ("name", json!(port.name)),
        ("port", json!(port.service_port.number())),
        ("targetPort", json!(service.container_port(port).name)),
        ("nodePort", json!(port.node_port.map(|port| port.number()))),
        ("protocol", json!(port.protocol.word())),
    ])
}
