//! `kustomization.yaml`: all manifests of a folder as one, for `kubectl apply -k`.

use serde_json::json;

use super::manifest::Manifest;

/// The kustomization over the other manifests of a folder, in their order.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>
///
/// `transformers` are files that change what they emit.
pub(super) fn manifest(folder: &str, resources: &[String], transformers: &[&str]) -> Manifest {
    let mut kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
    });
    if let Some(object) = kustomization.as_object_mut().filter(|_| !transformers.is_empty()) {
        object.insert("transformers".to_owned(), json!(transformers));
    }
    Manifest::new(format!("{folder}kustomization.yaml"), vec![kustomization.into()])
}
