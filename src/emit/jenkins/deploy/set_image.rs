//! Deploys by `kubectl set image`: the digest is set in a copy of the manifests, which is then applied.

use std::collections::BTreeMap;

use super::{images, jobs, kustomize, selector, services};
use crate::emit::jenkins::SCRATCH;
use crate::emit::jenkins::image::digest_file;
use crate::emit::jenkins::login;
use crate::emit::jenkins::scope::Scope;
use crate::lang::shell;
use crate::model::{ContainerImage, Pod};

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
    lines.extend((!scope.model.kubernetes.manifests.is_empty()).then(|| without_namespace(scope, &folder)));
    for (kind, pod) in workloads(scope) {
        let set = containers(scope, pod);
        if !set.is_empty() {
            let file = format!("{folder}/{kind}_{}.yaml", pod.name());
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

/// Where manifests of the user's own bring in a second namespace, the names of files begin with it.
fn without_namespace(scope: Scope<'_>, folder: &str) -> String {
    let namespace = &scope.model.kubernetes.namespace;
    [
        "# Where there are several namespaces, the names of files begin with it.".to_owned(),
        format!("for file in {folder}/{namespace}_*; do"),
        format!("    [ ! -e \"$file\" ] || mv \"$file\" \"{folder}/${{file#*/{namespace}_}}\""),
        "done".to_owned(),
    ]
    .join("\n")
}

/// What runs pods and is applied here: as files are named after it, and its pods.
fn workloads(scope: Scope<'_>) -> impl Iterator<Item = (String, &Pod)> {
    let services = services(scope)
        .map(|service| (format!("apps_v1_{}", service.kind.word().to_lowercase()), &service.pod));
    let scheduled = jobs(scope).filter(|job| job.schedule.is_some());
    services.chain(scheduled.map(|job| ("batch_v1_cronjob".to_owned(), &job.pod)))
}

/// `container=repository@digest` of each container with an image of ours.
fn containers(scope: Scope<'_>, pod: &Pod) -> Vec<String> {
    let images = images(scope);
    let own = pod.containers().filter_map(|container| match &container.image {
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
