//! `persistentvolumeclaims.yaml`: a claim per volume that has a `size`.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::storage_class;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Model, Volume, VolumeSource};

/// The claims of a workload, by volume; each pod of a StatefulSet has its own.
pub(super) fn documents(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    if matches!(workload, Workload::Service(service) if service.is_stateful_set()) {
        return Vec::new();
    }
    workload.pod().volumes.values().filter_map(|volume| document(model, workload, volume)).collect()
}

fn document(model: &Model, workload: Workload<'_>, volume: &Volume) -> Option<Document> {
    let name = workload.pod().claim_name(volume);
    let claim = json!({
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": metadata(model, &name, &workload_labels(model, workload), &Texts::new()),
        "spec": spec(volume)?,
    });
    Some(claim.into())
}

/// The claim that each pod of a StatefulSet gets of a volume with a `size`.
///
/// It has no labels: Kubernetes refuses to change a template, and labels change.
pub(super) fn template(volume: &Volume) -> Option<Value> {
    Some(json!({ "metadata": { "name": volume.name.value }, "spec": spec(volume)? }))
}

fn spec(volume: &Volume) -> Option<Value> {
    let VolumeSource::Claim { size, access_mode, .. } = &volume.source else { return None };
    Some(json!({
        "accessModes": [access_mode.word()],
        "storageClassName": storage_class::name(volume)?,
        "resources": { "requests": { "storage": size.as_str() } },
    }))
}
