//! Volumes of a pod, and where its containers mount them.

use serde_json::{Value, json};

use super::object::object;
use crate::model::{Service, Volume, VolumeSource};

/// Where programs expect to be able to write, whatever the root file system is.
const TMP: &str = "/tmp";

/// Name of the volume at `/tmp`, which the user can give to no other volume.
const TMP_NAME: &str = "tmp";

/// `volumes` of the pod.
pub(super) fn volumes(service: &Service) -> Value {
    let own = service.volumes.values().map(|volume| named(service, volume));
    own.chain(needs_tmp(service).then(|| json!({ "name": TMP_NAME, "emptyDir": {} }))).collect()
}

/// `volumeMounts` of each container.
pub(super) fn mounts(service: &Service) -> Value {
    let own = service.volumes.values().map(|volume| {
        object([
            ("name", json!(volume.name.value)),
            ("mountPath", json!(volume.mount_path.value)),
            ("subPath", json!(volume.sub_path)),
        ])
    });
    own.chain(needs_tmp(service).then(|| json!({ "name": TMP_NAME, "mountPath": TMP }))).collect()
}

fn named(service: &Service, volume: &Volume) -> Value {
    let claim = match &volume.source {
        VolumeSource::EmptyDir => return json!({ "name": volume.name.value, "emptyDir": {} }),
        VolumeSource::Claim { .. } => service.claim_name(volume),
        VolumeSource::ExistingClaim(name) => name.clone(),
    };
    json!({ "name": volume.name.value, "persistentVolumeClaim": { "claimName": claim } })
}

fn needs_tmp(service: &Service) -> bool {
    service.volumes.values().all(|volume| volume.mount_path.trim_end_matches('/') != TMP)
}
