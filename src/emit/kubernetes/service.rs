//! `services.yaml`: a Service per service that has ports.

use serde_json::{Value, json};

use super::health_check;
use super::metadata::{metadata, service_labels};
use super::object::object;
use crate::lang::yaml::Document;
use crate::model::{Model, NetworkService, Service, ServicePort};
use crate::read::config::ServiceType;

/// All Services, by service.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    model.services.values().filter_map(|service| document(model, service)).collect()
}

fn document(model: &Model, service: &Service) -> Option<Document> {
    let network_service = service.network_service.as_ref()?;
    let mut annotations = health_check::annotations(model, service);
    annotations.extend(network_service.annotations.clone());
    let value = json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(model, &network_service.name, &service_labels(model, service), &annotations),
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
