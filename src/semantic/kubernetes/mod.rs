//! Documents of YAML as objects of Kubernetes, by kind, namespace and name.

mod defaults;
mod document;
mod lists;
mod ports;

use serde_json::Value as Json;

use super::object::{Area, Identity, Object};
use super::{NotUnderstood, Text, Tree};

/// Kinds that are in no namespace.
const CLUSTER_SCOPED: &[&str] = &[
    "ClusterIssuer",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "IngressClass",
    "IngressClassParams",
    "Namespace",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
];

/// A document that was read.
struct Document<'a> {
    file: Text<'a>,
    json: Json,
    number: usize,
}

/// The objects of some files, and the files that could not be understood.
pub(super) fn objects<'a>(files: impl Iterator<Item = &'a Text<'a>>) -> (Vec<Object>, Vec<NotUnderstood>) {
    let (mut documents, mut broken) = (Vec::new(), Vec::new());
    for file in files {
        match document::documents(file.text) {
            Ok(found) => documents.extend(found.into_iter().enumerate().map(|(number, json)| Document {
                file: *file,
                json,
                number,
            })),
            Err(why) => broken.push(file.not_understood(&why)),
        }
    }
    for document in &mut documents {
        defaults::write_out(&mut document.json);
    }
    let known = ports::Ports::of(documents.iter().map(|document| &document.json));
    for document in &mut documents {
        known.resolve(&mut document.json);
    }
    (documents.iter().filter_map(object).collect(), broken)
}

fn object(document: &Document<'_>) -> Option<Object> {
    let file = document.file;
    let text = |pointer: &str| document.json.pointer(pointer).and_then(Json::as_str);
    let kind = text("/kind");
    // What is no object of Kubernetes is compared only where kura writes it.
    if kind.is_none() && file.stays {
        return None;
    }
    let (kind, name) = (kind.unwrap_or("document"), text("/metadata/name"));
    let cluster_scoped = CLUSTER_SCOPED.contains(&kind) || kind == "Kustomization";
    let namespace = text("/metadata/namespace").filter(|name| *name != "default" && !cluster_scoped);
    let namespace = namespace.unwrap_or_default();
    let named = name.map_or_else(|| unnamed(document, kind), str::to_owned);
    let within =
        if name.is_some() || kind == "Kustomization" { file.path.parent() } else { file.path.clone() };
    let shown = if namespace.is_empty() { named.clone() } else { format!("{namespace}/{named}") };
    let identity = Identity {
        area: Area::Kubernetes,
        within,
        kind: kind.to_owned(),
        namespace: namespace.to_owned(),
        name: named,
    };
    let title = format!("{kind} {shown}").trim_end().to_owned();
    let mut tree = lists::tree(&document.json);
    // Both are part of its identity already.
    if let Tree::Map(entries) = &mut tree
        && let Some(Tree::Map(metadata)) = entries.get_mut("metadata")
    {
        metadata.remove("name");
        metadata.remove("namespace");
    }
    Some(Object { identity, title, path: file.path.clone(), tree, stays: file.stays })
}

fn unnamed(document: &Document<'_>, kind: &str) -> String {
    if kind == "Kustomization" || document.number == 0 {
        return String::new();
    }
    format!("{}", document.number + 1)
}
