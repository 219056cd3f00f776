//! What checkov is told not to ask of a workload, in its own annotations, with the reason.
//!
//! Source: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::Checks;

/// User ids below this may be a user's of the node; checkov wants higher ones.
const LEAST_UID: i64 = 10_000;

/// Annotates a workload with what does not hold by design, and with what the user allows.
pub(super) fn annotate(object: &mut Value, checks: &Checks) {
    let Some(spec) = pod_spec(object) else { return };
    let mut skips: BTreeMap<String, String> =
        by_design(spec).into_iter().map(|(id, reason)| (id.to_owned(), reason.to_owned())).collect();
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default();
    for (id, reason) in checks.suppressions(kind) {
        skips.insert(id.to_owned(), reason.to_owned());
    }
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    let annotations = metadata.entry("annotations").or_insert_with(|| Value::Object(Map::new()));
    let Some(annotations) = annotations.as_object_mut() else { return };
    for (number, (id, reason)) in skips.iter().enumerate() {
        annotations.insert(format!("checkov.io/skip{}", number + 1), json!(format!("{id}={reason}")));
    }
}

fn pod_spec(object: &Value) -> Option<&Value> {
    ["/spec/template/spec", "/spec/jobTemplate/spec/template/spec"]
        .into_iter()
        .find_map(|pointer| object.pointer(pointer))
}

/// The checks that fail though the pods are as they should be, and why they are so.
fn by_design(spec: &Value) -> Vec<(&'static str, &'static str)> {
    let containers: Vec<_> = ["initContainers", "containers"]
        .into_iter()
        .filter_map(|list| spec.get(list)?.as_array())
        .flatten()
        .collect();
    let any = |holds: fn(&Value) -> bool| containers.iter().any(|container| holds(container));
    let user = spec.pointer("/securityContext/runAsUser").and_then(Value::as_i64);
    let checks = [
        ("CKV_K8S_11", "a CPU limit slows a container while its node idles", any(has_no_cpu_limit)),
        ("CKV_K8S_15", "a version or a digest always names the same image", any(is_not_always_pulled)),
        (
            "CKV_K8S_35",
            "the application reads its secrets from the environment",
            any(has_secret_in_environment),
        ),
        (
            "CKV_K8S_40",
            "the user is the one that the image is made for",
            user.is_none_or(|user| user < LEAST_UID),
        ),
        (
            "CKV_K8S_43",
            "the pipeline puts in the digest of what it builds; a published image has its version",
            any(has_no_digest),
        ),
    ];
    checks.into_iter().filter(|(_, _, fails)| *fails).map(|(id, reason, _)| (id, reason)).collect()
}

fn has_no_cpu_limit(container: &Value) -> bool {
    container.pointer("/resources/limits/cpu").is_none()
}

fn is_not_always_pulled(container: &Value) -> bool {
    container.get("imagePullPolicy").and_then(Value::as_str) != Some("Always")
}

fn has_secret_in_environment(container: &Value) -> bool {
    let items = |list: &str| container.get(list).and_then(Value::as_array).into_iter().flatten();
    items("env").any(|variable| variable.pointer("/valueFrom/secretKeyRef").is_some())
        || items("envFrom").any(|from| from.get("secretRef").is_some())
}

fn has_no_digest(container: &Value) -> bool {
    container.get("image").and_then(Value::as_str).is_some_and(|image| !image.contains('@'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::by_design;

    #[test]
    fn what_checkov_would_accept_is_not_skipped() {
        let container = json!({
            "image": "a/b@sha256:0",
            "imagePullPolicy": "Always",
            "resources": { "limits": { "cpu": "1" } },
            "env": [{ "name": "A", "value": "1" }],
        });
        let spec = json!({ "securityContext": { "runAsUser": 10_001 }, "containers": [container] });
        assert_eq!(by_design(&spec), []);
    }

    #[test]
    fn an_init_container_counts() {
        let container = json!({ "image": "a/b:1", "envFrom": [{ "secretRef": { "name": "x" } }] });
        let spec = json!({ "initContainers": [container] });
        let ids: Vec<_> = by_design(&spec).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["CKV_K8S_11", "CKV_K8S_15", "CKV_K8S_35", "CKV_K8S_40", "CKV_K8S_43"]);
    }
}
