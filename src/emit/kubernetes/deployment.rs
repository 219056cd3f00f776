//! `deployments.yaml`: a Deployment per service whose pods are interchangeable.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::object::object;
use super::pod;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Model, Service, UpdateStrategy, Volume};
use crate::read::config::IntOrPercent;

/// The Deployment of a service that is no StatefulSet.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Service(service) = workload else { return Vec::new() };
    if service.is_stateful_set() { Vec::new() } else { vec![document(model, service)] }
}

fn document(model: &Model, service: &Service) -> Document {
    let workload = Workload::Service(service);
    // The autoscaler's number would be undone by each deployment.
    let replicas = service.autoscaling.is_none().then_some(service.replicas.value);
    let spec = object([
        ("replicas", json!(replicas)),
        ("revisionHistoryLimit", json!(3)),
        ("progressDeadlineSeconds", json!(service.progress_deadline_seconds())),
        ("strategy", strategy(&service.update_strategy)),
        ("selector", json!({ "matchLabels": service.selector })),
        ("template", pod::template(model, workload)),
    ]);
    let value = object([
        ("apiVersion", json!("apps/v1")),
        ("kind", json!("Deployment")),
        ("metadata", metadata(model, service.name(), &workload_labels(model, workload), &Texts::new())),
        ("spec", spec),
    ]);
    Document { comment: comment(service), value }
}

/// Why a Deployment stops before it starts, if it does so for a claim.
fn comment(service: &Service) -> Option<String> {
    let claim = service.pod.volumes.values().find(|volume| volume.is_for_one_node())?;
    let recreates = matches!(service.update_strategy, UpdateStrategy::Recreate { .. });
    recreates.then(|| why_recreate(service, claim))
}

fn why_recreate(service: &Service, claim: &Volume) -> String {
    format!(
        "Recreate: two pods must not use the volume `{0}` at once (services.{1}.volumes.{0}).",
        claim.name, service.key
    )
}

fn strategy(strategy: &UpdateStrategy) -> Value {
    match strategy {
        UpdateStrategy::Recreate { .. } => json!({ "type": "Recreate" }),
        UpdateStrategy::RollingUpdate { max_surge, max_unavailable } => json!({
            "type": "RollingUpdate",
            "rollingUpdate": { "maxSurge": amount(max_surge), "maxUnavailable": amount(max_unavailable) },
        }),
    }
}

pub(super) fn amount(amount: &IntOrPercent) -> Value {
    match amount {
        IntOrPercent::Int(number) => json!(number),
        IntOrPercent::Percent(share) => json!(share),
    }
}
