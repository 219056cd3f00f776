//! `kustomization.yaml`: all manifests as one, for `kubectl apply -k`.

use serde_json::{Value, json};

use super::Manifest;

/// The kustomization over the other manifests, in their order.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>
pub(super) fn manifest(manifests: &[Manifest]) -> Manifest {
    let kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": manifests.iter().map(|manifest| manifest.name).collect::<Value>(),
    });
    Manifest::new("kustomization.yaml", vec![kustomization.into()])
}
