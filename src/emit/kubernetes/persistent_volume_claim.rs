//! `persistentvolumeclaims.yaml`: a claim per volume that has a `size`.

use serde_json::json;

use super::metadata::{Texts, metadata, service_labels};
use super::storage_class::GP3;
use crate::lang::yaml::Document;
use crate::model::{Model, Service, StorageClass, Volume, VolumeSource};

/// All claims, by service and volume.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let claims = |service| claims(model, service);
    model.services.values().flat_map(claims).collect()
}

fn claims(model: &Model, service: &Service) -> Vec<Document> {
    service.volumes.values().filter_map(|volume| document(model, service, volume)).collect()
}

fn document(model: &Model, service: &Service, volume: &Volume) -> Option<Document> {
    let VolumeSource::Claim { size, storage_class, access_mode } = &volume.source else { return None };
    let class = match storage_class {
        StorageClass::Gp3 => GP3,
        StorageClass::Existing(name) => name,
    };
    let name = service.claim_name(volume);
    let claim = json!({
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": metadata(model, &name, &service_labels(model, service), &Texts::new()),
        "spec": {
            "accessModes": [access_mode.word()],
            "storageClassName": class,
            "resources": { "requests": { "storage": size.as_str() } },
        },
    });
    Some(claim.into())
}
