//! What the Pod Security level of the namespace makes of containers that the user adds.
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>

use serde_json::{Value, json};

use crate::model::Model;
use crate::read::config::PodSecurity;

/// The label that says the level, which the user may have said otherwise.
const ENFORCE: &str = "pod-security.kubernetes.io/enforce";

/// Where an object has containers that the cluster would not start, by JSON Pointer, and why.
///
/// Kura's own conform; of what `restricted` asks, this is what each container has to say for itself.
pub(super) fn refusals(model: &Model, object: &Value) -> Vec<(String, String)> {
    let kubernetes = &model.kubernetes;
    let level = kubernetes.pod_security.value;
    let is_enforced = kubernetes.create_namespace && !kubernetes.namespace_labels.contains_key(ENFORCE);
    if level != PodSecurity::Restricted || !is_enforced {
        return Vec::new();
    }
    let spec = pod_spec(object);
    let of_list = |list: &str| {
        let at = format!("{spec}/{list}");
        let containers = object.pointer(&at).and_then(Value::as_array).into_iter().flatten().enumerate();
        let refused = containers.filter(|(_, container)| !conforms(container));
        refused.map(|(place, container)| (format!("{at}/{place}"), message(container))).collect::<Vec<_>>()
    };
    ["initContainers", "containers"].into_iter().flat_map(of_list).collect()
}

/// Where an object says what its pods are.
fn pod_spec(object: &Value) -> &'static str {
    match object.get("kind").and_then(Value::as_str) {
        Some("Pod") => "/spec",
        Some("CronJob") => "/spec/jobTemplate/spec/template/spec",
        _ => "/spec/template/spec",
    }
}

fn conforms(container: &Value) -> bool {
    let says = |pointer: &str, value: &Value| container.pointer(pointer) == Some(value);
    let dropped = container.pointer("/securityContext/capabilities/drop").and_then(Value::as_array);
    says("/securityContext/allowPrivilegeEscalation", &json!(false))
        && dropped.is_some_and(|names| names.contains(&json!("ALL")))
}

fn message(container: &Value) -> String {
    let name = container.get("name").and_then(Value::as_str).unwrap_or("");
    format!("Pod Security `restricted` refuses the container `{name}`")
}
