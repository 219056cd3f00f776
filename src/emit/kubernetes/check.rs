//! What the user adds to the manifests, against the schemas of Kubernetes: patches, and manifests of their own.
//!
//! Whether a patch fits is only known when the object is made that it changes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{merge, pod_security, scope};
use crate::lang::yaml;
use crate::model::{Merge, Model, OwnManifest};
use crate::secret::manifest_secrets;
use crate::span::Span;
use crate::tables::KubernetesSchemas;

/// Something that Kubernetes would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where it stands in `kura.toml`.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The remedy.
    pub help: String,
}

impl Misfit {
    fn new(span: Span, message: String, help: impl Into<String>) -> Self {
        Self { span, message, help: help.into() }
    }
}

/// The version whose schemas hold without a cluster.
const NEWEST: &str = "1.37";

/// All that does not fit; `objects` are those that kura writes, before they are patched.
pub(super) fn misfits(model: &Model, objects: &[Value]) -> Vec<Misfit> {
    let kubernetes = &model.kubernetes;
    let schemas = KubernetesSchemas::new(model.cluster.as_ref().map_or(NEWEST, |cluster| &cluster.version));
    let mut taken: BTreeSet<_> = objects.iter().map(identity).collect();
    let patches = kubernetes.merge.iter().flat_map(|merge| of_patch(model, schemas, merge, objects));
    let own =
        kubernetes.manifests.iter().flat_map(|manifest| of_manifest(model, schemas, manifest, &mut taken));
    patches.chain(own).collect()
}

/// What no two objects have in common.
fn identity(object: &Value) -> [String; 3] {
    ["/kind", "/metadata/namespace", "/metadata/name"]
        .map(|pointer| object.pointer(pointer).and_then(Value::as_str).unwrap_or("").to_owned())
}

/// How a container says that it needs no rights.
const RIGHTS: &str = "add `securityContext` with `allowPrivilegeEscalation` false and `ALL` in `capabilities.drop`, or choose another `kubernetes.pod_security`";

fn of_patch(model: &Model, schemas: KubernetesSchemas, merge: &Merge, objects: &[Value]) -> Vec<Misfit> {
    let Some(object) = objects.iter().find(|object| merge::is_of(object, merge)) else {
        return vec![unknown_object(merge, objects)];
    };
    for pointer in ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"] {
        if merge.patch.json.pointer(pointer).is_some() {
            let span = merge.patch.place(pointer).unwrap_or(merge.object.span);
            let message = "a patch cannot make another object of it".to_owned();
            return vec![Misfit::new(
                span,
                message,
                "remove the field, and use the key of the language that says it",
            )];
        }
    }
    let mut patched = object.clone();
    merge::apply(&mut patched, std::slice::from_ref(merge));
    let place = |pointer: &str| {
        let pointer = merge::pointer_in_patch(&patched, merge, pointer);
        merge.patch.place(&pointer).unwrap_or(merge.object.span)
    };
    let refused = refusals(schemas, &patched);
    // What Kubernetes does not read says nothing about rights.
    let (found, help) = if refused.is_empty() {
        (pod_security::refusals(model, &patched), RIGHTS)
    } else {
        (refused, "see `kubectl explain`")
    };
    found.into_iter().map(|(pointer, message)| Misfit::new(place(&pointer), message, help)).collect()
}

fn unknown_object(merge: &Merge, objects: &[Value]) -> Misfit {
    let of_kind = objects.iter().map(identity).filter(|[kind, ..]| *kind == merge.kind.value);
    let names: Vec<_> = of_kind.map(|[.., name]| format!("`{name}`")).collect();
    let message = format!("kura writes no {} `{}`", merge.kind, merge.object);
    if names.is_empty() {
        return Misfit::new(merge.kind.span, message, "name a kind and an object that it writes");
    }
    Misfit::new(merge.object.span, message, format!("name one of {}", names.join(", ")))
}

fn of_manifest(
    model: &Model,
    schemas: KubernetesSchemas,
    manifest: &OwnManifest,
    taken: &mut BTreeSet<[String; 3]>,
) -> Vec<Misfit> {
    let path = &manifest.path;
    let objects = match yaml::parse(&manifest.text) {
        Ok(objects) => objects,
        Err(problem) => {
            let message = format!("`{}` is not YAML: {problem}", path.value);
            return vec![Misfit::new(path.span, message, "mend the file")];
        }
    };
    let home = model.kubernetes.namespace.as_str();
    let mut found = Vec::new();
    for object in objects.iter().flat_map(items) {
        let [kind, namespace, name] = identity(object);
        let what = format!("{kind} `{name}` in `{}`", path.value);
        let refused = refusals(schemas, object).into_iter();
        found.extend(refused.map(|(at, message)| {
            Misfit::new(path.span, format!("{what}: {message}{}", below(&at)), "mend the file")
        }));
        if !manifest_secrets(&kind, object).is_empty() {
            let help = "leave it out, and name it in `[secrets]` with who fills it";
            found.push(Misfit::new(path.span, format!("the {what} holds secrets"), help));
        }
        if namespace == home {
            let insecure = pod_security::refusals(model, object).into_iter();
            found.extend(insecure.map(|(at, message)| {
                Misfit::new(path.span, format!("{what}: {message}{}", below(&at)), RIGHTS)
            }));
        }
        if namespace.is_empty() && scope::is_namespaced(schemas, object) {
            // What kubectl takes for it is the kubeconfig's, which differs from one machine to the next.
            let help = format!("add `namespace: {home}` to its `metadata`");
            found.push(Misfit::new(path.span, format!("the {what} names no namespace"), help));
        }
        if !taken.insert([kind, namespace, name]) {
            let help = "rename one of the two; to change what kura writes, use `kubernetes.merge`";
            found.push(Misfit::new(path.span, format!("there are two of the {what}"), help));
        }
    }
    found
}

/// The objects of a document: none of an empty one, many of a `List`.
fn items(document: &Value) -> Vec<&Value> {
    match document.get("items").and_then(Value::as_array) {
        Some(items) if document.get("kind").is_some_and(|kind| kind == "List") => items.iter().collect(),
        _ if document.is_null() => Vec::new(),
        _ => vec![document],
    }
}

fn below(pointer: &str) -> String {
    if pointer.is_empty() { String::new() } else { format!(", at {pointer}") }
}

/// What the schema of an object refuses: where, by JSON Pointer, and why. Kinds that are not Kubernetes' own pass.
fn refusals(schemas: KubernetesSchemas, object: &Value) -> Vec<(String, String)> {
    let text = |field: &str| object.get(field).and_then(Value::as_str).unwrap_or("");
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    if api_version.is_empty() || kind.is_empty() || object.pointer("/metadata/name").is_none() {
        return vec![(String::new(), "an object needs `apiVersion`, `kind` and `metadata.name`".to_owned())];
    }
    match schemas.refusals(api_version, kind, object) {
        Some(refusals) => refusals.into_iter().map(|refusal| (refusal.at, refusal.message)).collect(),
        None => unknown_kind(schemas, api_version, kind).into_iter().collect(),
    }
}

/// Where a kind is wrong that Kubernetes does not have; custom resources are others' business.
fn unknown_kind(schemas: KubernetesSchemas, api_version: &str, kind: &str) -> Option<(String, String)> {
    if !schemas.has_group(api_version) || schemas.has(api_version, kind) {
        return None;
    }
    Some(match schemas.api_version(kind) {
        Some(own) => ("/apiVersion".to_owned(), format!("{kind} belongs to `{own}`, not to `{api_version}`")),
        None => ("/kind".to_owned(), format!("Kubernetes has no kind `{kind}` in `{api_version}`")),
    })
}
