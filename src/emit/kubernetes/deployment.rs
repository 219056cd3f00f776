//! `deployments.yaml`: a Deployment per service.

use serde_json::{Value, json};

use super::Manifest;
use super::container::PIPELINE_TAG;
use super::metadata::{Texts, metadata, service_labels};
use super::pod;
use crate::lang::yaml::Document;
use crate::model::{ContainerImage, Model, Service, UpdateStrategy, Volume};
use crate::read::config::IntOrPercent;

/// All Deployments, by service.
pub(super) fn manifest(model: &Model) -> Manifest {
    let documents = model.services.values().map(|service| document(model, service)).collect();
    let builds =
        model.services.values().any(|service| matches!(service.container.image, ContainerImage::Built(_)));
    let about = builds.then(|| {
        format!(
            "No image has the tag `{PIPELINE_TAG}`: the pipeline puts the digest it pushed in its place \
             (kustomize `images`)."
        )
    });
    Manifest { name: "deployments.yaml", about, documents }
}

fn document(model: &Model, service: &Service) -> Document {
    let value = json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata(model, service.name(), &service_labels(model, service), &Texts::new()),
        "spec": {
            "replicas": service.replicas.value,
            "revisionHistoryLimit": 3,
            "progressDeadlineSeconds": service.progress_deadline_seconds(),
            "strategy": strategy(&service.update_strategy),
            "selector": { "matchLabels": service.selector },
            "template": pod::template(model, service),
        },
    });
    Document { comment: comment(service), value }
}

/// Why a Deployment stops before it starts, if it does so for a claim.
fn comment(service: &Service) -> Option<String> {
    let claim = service.volumes.values().find(|volume| volume.is_new_claim())?;
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

fn amount(amount: &IntOrPercent) -> Value {
    match amount {
        IntOrPercent::Int(number) => json!(number),
        IntOrPercent::Percent(share) => json!(share),
    }
}
