//! `secretproviderclasses.yaml`: Secrets that the Secrets Store CSI driver fills from AWS while a pod mounts them.
//!
//! Source: <https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret>

use serde_json::{Value, json};

use super::container::PIPELINE_TAG;
use super::metadata::{Texts, labels, metadata};
use crate::lang::yaml::{Document, print};
use crate::model::{Model, Pod, Store, StoredSecret};

/// A class for each Secret that is declared; only with this add-on, and without External Secrets.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    model.driver_secrets().iter().map(|secret| document(model, secret)).collect()
}

/// Name of the volume of a Secret.
fn volume_name(secret: &StoredSecret) -> String {
    format!("store-{}", secret.name.replace('.', "-"))
}

/// Volumes of a pod.
pub(super) fn volumes(model: &Model, pod: &Pod) -> Vec<Value> {
    let volume = |secret: &StoredSecret| {
        json!({
            "name": volume_name(secret),
            "csi": {
                "driver": "secrets-store.csi.k8s.io",
                "readOnly": true,
                "volumeAttributes": { "secretProviderClass": secret.name },
            },
        })
    };
    model.mounted_secrets(pod).iter().map(volume).collect()
}

/// Where a container mounts them.
pub(super) fn mounts(model: &Model, pod: &Pod) -> Vec<Value> {
    let mount = |secret: &StoredSecret| {
        json!({
            "name": volume_name(secret),
            "mountPath": format!("/mnt/secrets-store/{}", secret.name),
            "readOnly": true,
        })
    };
    model.mounted_secrets(pod).iter().map(mount).collect()
}

fn document(model: &Model, secret: &StoredSecret) -> Document {
    let data: Value =
        secret.keys.iter().map(|key| json!({ "objectName": alias(secret, key), "key": key })).collect();
    let value = json!({
        "apiVersion": "secrets-store.csi.x-k8s.io/v1",
        "kind": "SecretProviderClass",
        "metadata": metadata(model, &secret.name, &labels(model, &secret.name), &Texts::new()),
        "spec": {
            "provider": "aws",
            "parameters": parameters(model, secret),
            "secretObjects": [{ "secretName": secret.name, "type": "Opaque", "data": data }],
        },
    });
    let comment = secret.remote.is_none().then(|| {
        format!("The pipeline puts the ARN of the secret that RDS keeps in the place of `{PIPELINE_TAG}`.")
    });
    Document { comment, value }
}

/// The driver is the pod in AWS: by its association in EKS, or by the annotation of its ServiceAccount.
fn parameters(model: &Model, secret: &StoredSecret) -> Value {
    json!({
        "region": model.cluster.as_ref().map_or("", |cluster| &cluster.region),
        "usePodIdentity": (!model.annotates_roles()).to_string(),
        "objects": print(&[objects(secret).into()]),
    })
}

/// The file that holds one key.
fn alias(secret: &StoredSecret, key: &str) -> String {
    if is_plain(secret) { secret.name.clone() } else { key.to_owned() }
}

/// A parameter is one text, unless several keys are asked of it; a secret is a JSON object.
fn is_plain(secret: &StoredSecret) -> bool {
    secret.store == Store::ParameterStore && secret.keys.len() == 1
}

/// Source: <https://github.com/aws/secrets-store-csi-driver-provider-aws#secretproviderclass-options>
fn objects(secret: &StoredSecret) -> Value {
    let kind = match secret.store {
        Store::SecretsManager => "secretsmanager",
        Store::ParameterStore => "ssmparameter",
    };
    let remote = secret.remote.as_deref().unwrap_or(PIPELINE_TAG);
    if is_plain(secret) {
        return json!([{ "objectName": remote, "objectType": kind, "objectAlias": secret.name }]);
    }
    let paths: Value =
        secret.keys.iter().map(|key| json!({ "path": format!("\"{key}\""), "objectAlias": key })).collect();
    json!([{ "objectName": remote, "objectType": kind, "jmesPath": paths }])
}
