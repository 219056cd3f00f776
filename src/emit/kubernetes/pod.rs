//! The pod template of a Deployment.

use serde_json::{Value, json};

use super::metadata::pod_labels;
use super::object::object;
use super::{config_checksum, container, security_context, volume};
use crate::model::{Model, Service, Toleration};

/// What every pod of a service is.
pub(super) fn template(model: &Model, service: &Service) -> Value {
    let mut annotations = config_checksum::annotation(model, service);
    annotations.extend(service.annotations.clone());
    let metadata =
        object([("labels", json!(pod_labels(model, service))), ("annotations", json!(annotations))]);
    json!({ "metadata": metadata, "spec": spec(model, service) })
}

fn spec(model: &Model, service: &Service) -> Value {
    object([
        ("automountServiceAccountToken", json!(false)),
        // The variables of other Services (`REDIS_PORT=tcp://...`) collide with an application's own.
        ("enableServiceLinks", json!(false)),
        ("imagePullSecrets", pull_secrets(model)),
        ("nodeSelector", json!(service.node_selector)),
        ("tolerations", service.tolerations.iter().map(toleration).collect()),
        ("priorityClassName", json!(service.priority_class)),
        ("terminationGracePeriodSeconds", json!(service.termination_grace_period_seconds)),
        ("securityContext", security_context::pod(service)),
        ("initContainers", container::init_containers(model, service)),
        ("containers", json!([container::main(model, service)])),
        ("volumes", volume::volumes(service)),
    ])
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
