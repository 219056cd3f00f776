//! Files and folders that are mounted into the containers of a pod.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::object::object;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{FileSource, Model, MountedFile, Pod};

/// The ConfigMap with the files of the repository that a workload mounts.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let pod = workload.pod();
    let data = texts(pod);
    if data.is_empty() {
        return Vec::new();
    }
    let map = json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(model, &pod.files_config_map(), &workload_labels(model, workload), &Texts::new()),
        "data": data,
    });
    vec![map.into()]
}

/// What the mounted files of the repository hold, by their keys.
pub(super) fn texts(pod: &Pod) -> BTreeMap<&str, &str> {
    let texts = pod.files.iter().filter_map(|file| match &file.source {
        FileSource::Repository { key, text } => Some((key.as_str(), text.as_str())),
        FileSource::ConfigMap { .. } | FileSource::Secret { .. } => None,
    });
    texts.collect()
}

/// A volume for each ConfigMap and Secret of which something is mounted.
pub(super) fn volumes(pod: &Pod) -> Vec<Value> {
    let volumes: BTreeMap<_, _> =
        pod.files.iter().map(|file| (file.volume_name(), volume(pod, file))).collect();
    volumes.into_values().collect()
}

fn volume(pod: &Pod, file: &MountedFile) -> Value {
    let name = file.volume_name();
    match &file.source {
        FileSource::ConfigMap { name: map, .. } => json!({ "name": name, "configMap": { "name": map } }),
        FileSource::Secret { name: secret, .. } => {
            json!({ "name": name, "secret": { "secretName": secret } })
        }
        FileSource::Repository { .. } => {
            json!({ "name": name, "configMap": { "name": pod.files_config_map() } })
        }
    }
}

/// Where each is mounted: with a key one file, else a folder of all.
pub(super) fn mounts(pod: &Pod) -> Vec<Value> {
    let mount = |file: &MountedFile| {
        object([
            ("name", json!(file.volume_name())),
            ("mountPath", json!(file.path.value)),
            ("subPath", json!(file.source.key())),
            ("readOnly", json!(true)),
        ])
    };
    pod.files.iter().map(mount).collect()
}
