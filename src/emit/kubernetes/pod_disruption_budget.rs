//! `poddisruptionbudgets.yaml`: how many pods an eviction, such as the drain of a node, must leave.

use serde_json::json;

use super::deployment::amount;
use super::metadata::{Texts, metadata, workload_labels};
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::Model;

/// The budget of a service that has one.
///
/// Pods that are not ready may always be evicted: otherwise a broken rollout would block the update of a node.
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy>
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Service(service) = workload else { return Vec::new() };
    let Some(min_available) = &service.min_available else { return Vec::new() };
    let budget = json!({
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": metadata(model, service.name(), &workload_labels(model, workload), &Texts::new()),
        "spec": {
            "minAvailable": amount(min_available),
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": { "matchLabels": service.selector },
        },
    });
    vec![budget.into()]
}
