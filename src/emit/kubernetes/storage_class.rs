//! `storageclass.yaml`: the class of claims that name none.

use serde_json::json;

use super::metadata::shared_labels;
use crate::lang::yaml::Document;
use crate::model::{Model, StorageClass, VolumeSource};

/// Name of the class that kura emits.
pub(super) const GP3: &str = "gp3";

const WHY: &str = "\
Encrypted gp3 volumes, made in the zone of the pod that first mounts them.
Retain: deleting a claim, or the whole namespace, leaves the data; the volume then stays in AWS, and is
paid for, until a person deletes it. Other projects of the cluster may use the class too.";

/// The class, when a claim uses it.
///
/// Source: <https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md>
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let mut volumes = model.services.values().flat_map(|service| service.volumes.values());
    let is_used = volumes
        .any(|volume| matches!(&volume.source, VolumeSource::Claim { storage_class: StorageClass::Gp3, .. }));
    if !is_used {
        return Vec::new();
    }
    let value = json!({
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": { "name": GP3, "labels": shared_labels(model, GP3) },
        "provisioner": "ebs.csi.aws.com",
        "parameters": { "type": "gp3", "encrypted": "true" },
        "reclaimPolicy": "Retain",
        "volumeBindingMode": "WaitForFirstConsumer",
        "allowVolumeExpansion": true,
    });
    vec![Document { comment: Some(WHY.to_owned()), value }]
}
