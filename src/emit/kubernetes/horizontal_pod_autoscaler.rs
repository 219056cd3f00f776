//! `horizontalpodautoscalers.yaml`: how many pods run under which load.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::Model;

/// The autoscaler of a service that has one.
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Service(service) = workload else { return Vec::new() };
    let Some(autoscaling) = &service.autoscaling else { return Vec::new() };
    let metrics = [("cpu", autoscaling.cpu), ("memory", autoscaling.memory)];
    let metrics: Value =
        metrics.iter().filter_map(|(name, percent)| Some(metric(name, percent.as_ref()?.value))).collect();
    let autoscaler = json!({
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": metadata(model, service.name(), &workload_labels(model, workload), &Texts::new()),
        "spec": {
            "scaleTargetRef": { "apiVersion": "apps/v1", "kind": service.kind.word(), "name": service.name() },
            "minReplicas": autoscaling.min_replicas.value,
            "maxReplicas": autoscaling.max_replicas,
            "metrics": metrics,
        },
    });
    vec![autoscaler.into()]
}

fn metric(name: &str, percent: i64) -> Value {
    json!({
        "type": "Resource",
        "resource": { "name": name, "target": { "type": "Utilization", "averageUtilization": percent } },
    })
}
