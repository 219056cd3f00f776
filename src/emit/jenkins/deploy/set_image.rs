//! Deploys by `kubectl set image`: the digest is set in a copy of the manifests, which is then applied.

use std::collections::BTreeMap;

use super::{images, kustomize, selector, services};
use crate::emit::jenkins::SCRATCH;
use crate::emit::jenkins::image::digest_file;
use crate::emit::jenkins::login;
use crate::emit::jenkins::scope::Scope;
use crate::lang::shell;
use crate::model::{ContainerImage, Service};

/// Splits the manifests into a file per object, as `kubectl kustomize` names them, sets images, and applies.
pub(super) fn script(scope: Scope<'_>) -> String {
    let folder = format!("{SCRATCH}/manifests");
    let mut lines = vec![format!("mkdir -p {folder}")];
    lines.extend(login::asks_for_account(scope).then(|| kustomize::registry(scope)));
    // What only Terraform knows is patched in first.
    let manifests = scope.model.outputs.manifests.as_str();
    let overlay = kustomize::overlay(scope, manifests, kustomize::FOLDER, &BTreeMap::new());
    let source = overlay.as_ref().map_or(manifests, |_| kustomize::FOLDER);
    lines.extend(overlay.clone());
    lines.push(shell::join(["kubectl", "kustomize", source, "--output", &folder]));
    for service in services(scope) {
        let set = containers(scope, service);
        if !set.is_empty() {
            let kind = service.kind.word().to_lowercase();
            let file = format!("{folder}/apps_v1_{kind}_{}.yaml", service.name());
            lines.push(format!("kubectl set image --local --filename {file} --output yaml \\"));
            lines.extend(set.iter().map(|set| format!("    {set} \\")));
            lines.push(format!("    > {SCRATCH}/workload.yaml"));
            lines.push(format!("mv {SCRATCH}/workload.yaml {file}"));
        }
    }
    let apply = ["kubectl".to_owned(), "apply".to_owned(), "--filename".to_owned(), folder];
    lines.push(shell::join(apply.into_iter().chain(selector(scope))));
    lines.join("\n")
}

/// `container=repository@digest` of each container with an image of ours.
fn containers(scope: Scope<'_>, service: &Service) -> Vec<String> {
    let images = images(scope);
    let own = service.pod.containers().filter_map(|container| match &container.image {
        ContainerImage::Built(key) => Some((container, key, images.get(key.as_str())?)),
        ContainerImage::Public(_) => None,
    });
    own.map(|(container, key, image)| {
        let registry = if login::asks_for_account(scope) { "$registry/" } else { "" };
        let digest = shell::quote(&digest_file(key));
        format!("\"{}={registry}{}@$(cat {digest})\"", container.name, image.repository)
    })
    .collect()
}
