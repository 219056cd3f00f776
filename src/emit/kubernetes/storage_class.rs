//! `storageclasses.yaml`: the classes of claims that name none.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::metadata::shared_labels;
use crate::lang::yaml::Document;
use crate::model::{Model, StorageClass, Volume, VolumeSource};

/// Name of the class that kura emits.
const GP3: &str = "gp3";

/// The tag by which AWS Backup finds a volume; its value is how many days a backup is kept.
const BACKUP_TAG: &str = "kura.backup";

const WHY: &str = "\
Encrypted gp3 volumes, made in the zone of the pod that first mounts them.
Retain: deleting a claim, or the whole namespace, leaves the data; the volume then stays in AWS, and is
paid for, until a person deletes it. Other projects of the cluster may use the class too.";

/// The class of a volume's claim; `None` without a claim that kura emits.
pub(super) fn name(volume: &Volume) -> Option<String> {
    let VolumeSource::Claim { storage_class, .. } = &volume.source else { return None };
    Some(match storage_class {
        StorageClass::Gp3 => of_backup(backup(volume)),
        StorageClass::Existing(name) => name.clone(),
    })
}

fn backup(volume: &Volume) -> Option<i64> {
    volume.backup_retention_days.as_ref().map(|days| days.value)
}

/// Only a class can give the volumes of its claims a tag, so those with backups have a class of their own.
fn of_backup(days: Option<i64>) -> String {
    days.map_or_else(|| GP3.to_owned(), |days| format!("{GP3}-backup-{days}"))
}

/// The classes that claims use.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let volumes = model.pods().flat_map(|pod| pod.volumes.values());
    let used = volumes.filter(|volume| {
        matches!(&volume.source, VolumeSource::Claim { storage_class: StorageClass::Gp3, .. })
    });
    let days: BTreeSet<_> = used.map(backup).collect();
    days.into_iter().map(|days| document(model, days)).collect()
}

/// Source: <https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md>
fn document(model: &Model, days: Option<i64>) -> Document {
    let name = of_backup(days);
    let mut parameters = json!({ "type": "gp3", "encrypted": "true" });
    let mut comment = WHY.to_owned();
    if let (Some(days), Some(parameters)) = (days, parameters.as_object_mut()) {
        let tag = Value::String(format!("{BACKUP_TAG}={days}"));
        parameters.insert("tagSpecification_1".to_owned(), tag);
        comment +=
            "\nThe tag tells AWS Backup to keep daily backups for so many days (`backup_retention_days`).";
    }
    let value = json!({
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": { "name": name, "labels": shared_labels(model, &name) },
        "provisioner": "ebs.csi.aws.com",
        "parameters": parameters,
        "reclaimPolicy": "Retain",
        "volumeBindingMode": "WaitForFirstConsumer",
        "allowVolumeExpansion": true,
    });
    Document { comment: Some(comment), value }
}
