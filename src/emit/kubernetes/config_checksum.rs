//! The checksum that replaces pods when a config map or a mounted file of theirs changes.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::metadata::Texts;
use super::workload::Workload;
use super::{config_map, merge, mounted_file};
use crate::model::Model;

/// An annotation of the pods: Kubernetes reads a `ConfigMap` into variables, and a single file of it, only when a
/// container starts. The pods of a job start anew each time.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically>
pub(super) fn annotation(model: &Model, workload: Workload<'_>) -> Texts {
    let Workload::Service(service) = workload else { return Texts::new() };
    let names = service.pod.config_maps();
    let files = mounted_file::texts(&service.pod);
    if names.is_empty() && files.is_empty() {
        return Texts::new();
    }
    let data = |name: &&str| {
        let mut map = config_map::document(model, model.config_maps.get(*name)?).value;
        merge::apply(&mut map, &model.kubernetes.merge);
        Some(json!([name, map.get("data")]))
    };
    let mut all: Vec<Value> = names.iter().filter_map(data).collect();
    if !files.is_empty() {
        all.push(json!(files));
    }
    let checksum = format!("{:x}", Sha256::digest(Value::Array(all).to_string()));
    Texts::from([("checksum/config-maps".to_owned(), checksum)])
}
