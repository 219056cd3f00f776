//! The overlay that names the pushed digests, so that the manifests stay as they are committed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{outputs, role};
use crate::emit::aws_account::ASKED;
use crate::emit::jenkins::image::digest_file;
use crate::emit::jenkins::login;
use crate::emit::jenkins::print::{print, words};
use crate::emit::jenkins::scope::Scope;
use crate::lang::shell;
use crate::model::Image;

/// Where the overlay lies.
pub(in crate::emit::jenkins) const FOLDER: &str = ".kura/deploy";

/// Writes the overlay; `None`: nothing differs from the manifests.
///
/// `base` is the folder of the manifests, `folder` that of the overlay.
pub(in crate::emit::jenkins) fn overlay(
    scope: Scope<'_>,
    base: &str,
    folder: &str,
    images: &BTreeMap<&str, &Image>,
) -> Option<String> {
    let patches = [outputs::patches(scope), role::patches(scope)].concat();
    if images.is_empty() && patches.is_empty() {
        return None;
    }
    let up = "../".repeat(folder.split('/').count());
    let mut lines = words(json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [format!("{up}{base}")],
    }));
    if !images.is_empty() {
        lines.push("images:".to_owned());
    }
    for (key, image) in images {
        lines.extend(words(Value::from(vec![json!({ "name": image.repository })])));
        if login::asks_for_account(scope) {
            lines.push(format!("\"  newName: $registry/{}\"", image.repository));
        }
        lines.push(format!("\"  digest: $(cat {})\"", shell::quote(&digest_file(key))));
    }
    lines.extend((!patches.is_empty()).then(|| "patches:".to_owned()));
    lines.extend(patches);
    let mut script = vec![format!("mkdir -p {folder}")];
    script.extend(login::asks_for_account(scope).then(|| registry(scope)));
    script.extend(outputs::variables(scope));
    script.extend(role::variable(scope));
    script.push(print(&lines, &format!("> {folder}/kustomization.yaml")));
    Some(script.join("\n"))
}

/// The registry's host, which another agent asked for.
pub(super) fn registry(scope: Scope<'_>) -> String {
    let suffix = scope.model.registry.ecr.as_ref().map_or("", |ecr| &ecr.host_suffix);
    format!("registry={ASKED}{suffix}")
}
