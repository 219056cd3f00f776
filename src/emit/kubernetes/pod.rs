//! The pod template of a workload.

use serde_json::{Value, json};

use super::metadata::pod_labels;
use super::object::object;
use super::workload::Workload;
use super::{config_checksum, container, security_context, volume};
use crate::model::{Model, Toleration};

/// What every pod of a workload is.
pub(super) fn template(model: &Model, workload: Workload<'_>) -> Value {
    let mut annotations = config_checksum::annotation(model, workload);
    annotations.extend(workload.pod().annotations.clone());
    let metadata =
        object([("labels", json!(pod_labels(model, workload))), ("annotations", json!(annotations))]);
    object([("metadata", metadata), ("spec", spec(model, workload))])
}

fn spec(model: &Model, workload: Workload<'_>) -> Value {
    let pod = workload.pod();
    object([
        ("serviceAccountName", json!(pod.service_account.value)),
        ("automountServiceAccountToken", json!(false)),
        // The variables of other Services (`REDIS_PORT=tcp://...`) collide with an application's own.
        ("enableServiceLinks", json!(false)),
        ("imagePullSecrets", pull_secrets(model)),
        ("nodeSelector", json!(pod.node_selector)),
        ("tolerations", pod.tolerations.iter().map(toleration).collect()),
        ("priorityClassName", json!(pod.priority_class)),
        ("topologySpreadConstraints", topology_spread(workload)),
        ("restartPolicy", restart_policy(workload)),
        ("terminationGracePeriodSeconds", json!(pod.termination_grace_period_seconds)),
        ("securityContext", security_context::pod(workload)),
        ("initContainers", container::init_containers(model, pod)),
        ("containers", Value::Array(vec![container::main(model, workload)])),
        ("volumes", volume::volumes(model, workload)),
    ])
}

/// Replicas are spread over zones as far as there are nodes; each version of a Deployment for itself.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
fn topology_spread(workload: Workload<'_>) -> Value {
    let Workload::Service(service) = workload else { return Value::Null };
    if !service.topology_spread {
        return Value::Null;
    }
    let version = if service.is_stateful_set() { Value::Null } else { json!(["pod-template-hash"]) };
    json!([object([
        ("maxSkew", json!(1)),
        ("topologyKey", json!("topology.kubernetes.io/zone")),
        ("whenUnsatisfiable", json!("ScheduleAnyway")),
        ("labelSelector", json!({ "matchLabels": service.selector })),
        ("matchLabelKeys", version),
    ])])
}

fn restart_policy(workload: Workload<'_>) -> Value {
    match workload {
        Workload::Service(_) => Value::Null,
        Workload::Job(job) => json!(job.restart_policy.word()),
    }
}

fn pull_secrets(model: &Model) -> Value {
    model.registry.pull_secret.iter().map(|name| json!({ "name": name })).collect()
}

/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
fn toleration(toleration: &Toleration) -> Value {
    let operator = if toleration.value.is_some() { "Equal" } else { "Exists" };
    object([
        ("key", json!(toleration.key)),
        ("operator", json!(operator)),
        ("value", json!(toleration.value)),
        ("effect", json!(toleration.effect)),
    ])
}
