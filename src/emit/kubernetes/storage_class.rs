//! `storageclasses.yaml`: the class of claims that name none.

use serde_json::json;

use super::metadata::shared_labels;
use crate::lang::yaml::Document;
use crate::model::{Model, StorageClass, Volume, VolumeSource};

/// Name of the class that kura emits.
const GP3: &str = "gp3";

const WHY: &str = "\
Encrypted gp3 volumes, made in the zone of the pod that first mounts them.
Retain: deleting a claim, or the whole namespace, leaves the data; the volume then stays in AWS, and is
paid for, until a person deletes it. Other projects of the cluster may use the class too.";

/// The class of a volume's claim; `None` without a claim that kura emits.
///
/// A claim with backups has the same class as any other: AWS Backup finds its volumes by the tags that say which claim
/// they were made for, and the class of a claim could not be changed with `backup_retention_days`.
pub(super) fn name(volume: &Volume) -> Option<&str> {
    match &volume.source {
        VolumeSource::Claim { storage_class: StorageClass::Gp3, .. } => Some(GP3),
        VolumeSource::Claim { storage_class: StorageClass::Existing(name), .. } => Some(name),
        VolumeSource::ExistingClaim(_) | VolumeSource::EmptyDir => None,
    }
}

/// The class of kura's own, if a claim uses it.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let mut volumes = model.pods().flat_map(|pod| pod.volumes.values());
    if volumes.any(|volume| name(volume) == Some(GP3)) { vec![gp3(model)] } else { Vec::new() }
}

/// Source: <https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md>
fn gp3(model: &Model) -> Document {
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
    Document { comment: Some(WHY.to_owned()), value }
}
