//! `kustomization.yaml`: all manifests of a folder as one, for `kubectl apply -k`.

use serde_json::json;

use super::Manifest;

/// The kustomization over the other manifests of a folder, in their order.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>
pub(super) fn manifest(folder: &str, resources: &[String]) -> Manifest {
    let kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
    });
    Manifest::new(format!("{folder}kustomization.yaml"), vec![kustomization.into()])
}
