//! `kustomization.yaml`: all manifests of a folder as one, for `kubectl apply -k`.

use serde_json::{Value, json};

use super::Manifest;

/// The kustomization over the other manifests, in their order.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/>
///
/// `transformers` are files that change what they emit.
pub(super) fn manifest(folder: &str, manifests: &[Manifest], transformers: &[&str]) -> Manifest {
    let mut kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": manifests.iter().map(|manifest| manifest.name.trim_start_matches(folder)).collect::<Value>(),
    });
    if let Some(object) = kustomization.as_object_mut().filter(|_| !transformers.is_empty()) {
        object.insert("transformers".to_owned(), json!(transformers));
    }
    Manifest::new(format!("{folder}kustomization.yaml"), vec![kustomization.into()])
}
