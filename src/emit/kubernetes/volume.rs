//! Volumes of a pod, and where its containers mount them.

use serde_json::{Value, json};

use super::object::object;
use super::workload::Workload;
use super::{mounted_file, secret_provider_class};
use crate::model::{Model, Pod, Volume, VolumeSource};

/// Where programs expect to be able to write, whatever the root file system is.
const TMP: &str = "/tmp";

/// Name of the volume at `/tmp`, which the user can give to no other volume.
const TMP_NAME: &str = "tmp";

/// `volumes` of the pod.
pub(super) fn volumes(model: &Model, workload: Workload<'_>) -> Value {
    let pod = workload.pod();
    let is_stateful = matches!(workload, Workload::Service(service) if service.is_stateful_set());
    // A StatefulSet adds the volumes of its claims to each pod itself.
    let own = pod.volumes.values().filter(|volume| !is_stateful || !volume.is_new_claim());
    let own = own.map(|volume| named(pod, volume));
    let tmp = needs_tmp(pod).then(|| json!({ "name": TMP_NAME, "emptyDir": {} }));
    let stored = secret_provider_class::volumes(model, pod);
    own.chain(mounted_file::volumes(pod)).chain(stored).chain(tmp).collect()
}

/// `volumeMounts` of each container.
pub(super) fn mounts(model: &Model, pod: &Pod) -> Value {
    let own = pod.volumes.values().map(|volume| {
        object([
            ("name", json!(volume.name.value)),
            ("mountPath", json!(volume.mount_path.value)),
            ("subPath", json!(volume.sub_path)),
        ])
    });
    let tmp = needs_tmp(pod).then(|| json!({ "name": TMP_NAME, "mountPath": TMP }));
    let stored = secret_provider_class::mounts(model, pod);
    own.chain(mounted_file::mounts(pod)).chain(stored).chain(tmp).collect()
}

fn named(pod: &Pod, volume: &Volume) -> Value {
    let claim = match &volume.source {
        VolumeSource::EmptyDir => return json!({ "name": volume.name.value, "emptyDir": {} }),
        VolumeSource::Claim { .. } => pod.claim_name(volume),
        VolumeSource::ExistingClaim(name) => name.clone(),
    };
    json!({ "name": volume.name.value, "persistentVolumeClaim": { "claimName": claim } })
}

fn needs_tmp(pod: &Pod) -> bool {
    let volumes = pod.volumes.values().map(|volume| &volume.mount_path);
    volumes.chain(pod.files.iter().map(|file| &file.path)).all(|path| path.trim_end_matches('/') != TMP)
}
