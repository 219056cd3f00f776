//! Defaults of Kubernetes that depend on what stands beside them.

use serde_json::{Map, Value as Json};

/// Writes out what would be taken: the target of a port, the pull policy, the requests.
pub(super) fn write_out(json: &mut Json) {
    match json {
        Json::Object(entries) => {
            if entries.contains_key("image") && entries.contains_key("name") {
                container(entries);
            }
            let is_service = entries.get("kind").and_then(Json::as_str) == Some("Service");
            let ports = entries.get_mut("spec").and_then(|spec| spec.get_mut("ports"));
            if let (true, Some(Json::Array(ports))) = (is_service, ports) {
                ports.iter_mut().filter_map(Json::as_object_mut).for_each(target_port);
            }
            entries.values_mut().for_each(write_out);
        }
        Json::Array(items) => items.iter_mut().for_each(write_out),
        _ => {}
    }
}

/// A port without target leads to the same number.
fn target_port(port: &mut Map<String, Json>) {
    if let (Some(number), false) = (port.get("port").cloned(), port.contains_key("targetPort")) {
        port.insert("targetPort".to_owned(), number);
    }
}

/// Source: <https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting> and
/// <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits>
fn container(container: &mut Map<String, Json>) {
    let image = container.get("image").and_then(Json::as_str).unwrap_or_default();
    let name = image.rsplit('/').next().unwrap_or_default();
    let latest = name.ends_with(":latest") || !name.contains([':', '@']);
    let policy = if latest { "Always" } else { "IfNotPresent" };
    // Only one that differs from what would be taken says something.
    if container.get("imagePullPolicy").and_then(Json::as_str) == Some(policy) {
        container.remove("imagePullPolicy");
    }
    if let Some(Json::Object(resources)) = container.get_mut("resources")
        && let Some(Json::Object(limits)) = resources.get("limits").cloned()
    {
        let requests = resources.entry("requests").or_insert_with(|| Json::Object(Map::new()));
        if let Json::Object(requests) = requests {
            for (name, limit) in limits {
                requests.entry(name).or_insert(limit);
            }
        }
    }
}
