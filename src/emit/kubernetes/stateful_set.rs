//! `statefulsets.yaml`: a StatefulSet per service whose pods have an identity and volumes of their own.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::object::object;
use super::workload::Workload;
use super::{persistent_volume_claim, pod};
use crate::lang::yaml::Document;
use crate::model::{Model, Service};

/// The StatefulSet of a service that is one.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Service(service) = workload else { return Vec::new() };
    if service.is_stateful_set() { vec![document(model, service).into()] } else { Vec::new() }
}

fn document(model: &Model, service: &Service) -> Value {
    let workload = Workload::Service(service);
    let replicas = service.autoscaling.is_none().then_some(service.replicas.value);
    let claims = service.pod.volumes.values();
    let templates: Value = claims.filter_map(persistent_volume_claim::template).collect();
    let spec = object([
        ("replicas", json!(replicas)),
        ("revisionHistoryLimit", json!(3)),
        ("serviceName", json!(service.governing_service())),
        ("updateStrategy", json!({ "type": "RollingUpdate" })),
        ("selector", json!({ "matchLabels": service.selector })),
        ("template", pod::template(model, workload)),
        ("volumeClaimTemplates", templates),
    ]);
    object([
        ("apiVersion", json!("apps/v1")),
        ("kind", json!("StatefulSet")),
        ("metadata", metadata(model, service.name(), &workload_labels(model, workload), &Texts::new())),
        ("spec", spec),
    ])
}
