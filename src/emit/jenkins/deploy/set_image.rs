//! Deploys by `kubectl set image`: the digest is set in a copy of the manifests, which is then applied.

use std::collections::BTreeMap;

use super::kustomize;
use crate::emit::jenkins::image::digest_file;
use crate::emit::jenkins::login;
use crate::emit::jenkins::scope::{SCRATCH, Scope};
use crate::emit::jenkins::workload::{images, jobs, selector, services};
use crate::lang::shell;
use crate::model::{ContainerImage, Pod};

/// `set_image OBJECT CONTAINER=IMAGE...`: files are named after the namespace too where there are several of them, and
/// what has none, such as a ClusterIssuer, counts as one in `default`.
///
/// Source: <https://github.com/kubernetes-sigs/kustomize/blob/master/kustomize/commands/build/writer.go>
const SET: &str = r#"set_image() {
    file="$manifests/$1.yaml"
    [ -e "$file" ] || file="$manifests/${namespace}_$1.yaml"
    shift
    kubectl set image --local --filename "$file" --output yaml "$@" > "$file.new"
    mv "$file.new" "$file"
}"#;

/// A kustomization over the files: of a folder, kubectl would apply what lies in a new Namespace before that.
const ALL: &str = r#"{
    echo resources:
    for file in "$manifests"/*.yaml; do
        echo "- ${file##*/}"
    done
} > "$manifests/Kustomization""#;

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
    let namespace = shell::quote(&scope.model.kubernetes.namespace);
    lines.extend([format!("manifests={folder}"), format!("namespace={namespace}"), SET.to_owned()]);
    for (kind, pod) in workloads(scope) {
        let set = containers(scope, pod);
        if !set.is_empty() {
            let object = format!("set_image {kind}_{}", pod.name());
            lines.push([vec![object], set].concat().join(" \\\n    "));
        }
    }
    lines.push(ALL.to_owned());
    let apply = ["kubectl", "apply", "--kustomize", &folder].map(str::to_owned);
    lines.push(shell::join(apply.into_iter().chain(selector(scope))));
    lines.join("\n")
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
