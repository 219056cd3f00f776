//! `kustomization.yaml`: all manifests of a folder as one, for `kubectl apply -k`.

use serde_json::{Value, json};

use super::Manifest;

/// The kustomization over the other manifests, in their order.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>
pub(super) fn manifest(folder: &str, manifests: &[Manifest]) -> Manifest {
    let kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": manifests.iter().map(|manifest| manifest.name.trim_start_matches(folder)).collect::<Value>(),
    });
    Manifest::new(format!("{folder}kustomization.yaml"), vec![kustomization.into()])
}
