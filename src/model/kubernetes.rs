//! What holds for all manifests.

use std::collections::BTreeMap;

use super::config_map::file_text;
use super::resolver::{Resolved, Resolver, is_on, texts};
use crate::read::any::Any;
use crate::read::config::{Layout, List, PodSecurity, Text};
use crate::read::{Entry, Map, Named};
use crate::span::Spanned;
use crate::value::{ProjectPath, dns_label, label_key, label_value};

/// `[kubernetes]`, with its defaults.
#[derive(Debug, Clone)]
pub struct Kubernetes {
    /// Namespace of every object.
    pub namespace: Text,
    /// Whether kura emits the Namespace.
    pub create_namespace: bool,
    /// The user's labels on every object.
    pub labels: BTreeMap<String, String>,
    /// The user's labels on the Namespace.
    pub namespace_labels: BTreeMap<String, String>,
    /// Pod Security level of the Namespace.
    pub pod_security: Spanned<PodSecurity>,
    /// Whether pods are closed but for what is declared.
    pub network_policies: bool,
    /// How manifests are split into files.
    pub layout: Layout,
    /// Patches of what kura emits.
    pub merge: Vec<Merge>,
    /// Manifests of the user's own.
    pub manifests: Vec<OwnManifest>,
}

/// A patch of one object that kura emits.
#[derive(Debug, Clone)]
pub struct Merge {
    /// Kind of the object.
    pub kind: Text,
    /// Its name.
    pub object: Text,
    /// Fields that are changed.
    pub patch: Any,
}

/// A manifest of the user's own, which is copied.
#[derive(Debug, Clone)]
pub struct OwnManifest {
    /// Where it lies.
    pub path: Spanned<ProjectPath>,
    /// What it holds.
    pub text: String,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Kubernetes> {
    let config = cx.config;
    let project = &config.project.name;
    let Some(kubernetes) = &config.kubernetes else {
        return Some(Kubernetes {
            namespace: project.clone(),
            create_namespace: true,
            labels: BTreeMap::new(),
            namespace_labels: BTreeMap::new(),
            pod_security: Spanned::new(PodSecurity::Restricted, project.span),
            network_policies: true,
            layout: Layout::ByKind,
            merge: Vec::new(),
            manifests: Vec::new(),
        });
    };
    let namespace = kubernetes.namespace.as_ref().unwrap_or(project);
    let mut sound = cx.check(dns_label(namespace), namespace.span);
    sound &= cx.labels(&kubernetes.labels);
    sound &= cx.labels(&kubernetes.namespace_labels);
    let create_namespace = is_on(kubernetes.create_namespace.as_ref(), true);
    if let Some(label) = kubernetes.namespace_labels.iter().next().filter(|_| !create_namespace) {
        sound = false;
        cx.report
            .error("labels-without-namespace", label.key.span, "kura does not write this Namespace")
            .label("so nothing would get the label")
            .help("remove `namespace_labels`, or `create_namespace = false`");
    }
    let manifests = manifests(cx, kubernetes.manifests.as_ref())?;
    sound.then(|| Kubernetes {
        namespace: namespace.clone(),
        create_namespace,
        labels: texts(&kubernetes.labels),
        namespace_labels: texts(&kubernetes.namespace_labels),
        pod_security: kubernetes
            .pod_security
            .unwrap_or(Spanned::new(PodSecurity::Restricted, kubernetes.span)),
        layout: kubernetes.layout.as_ref().map_or(Layout::ByKind, |layout| layout.value),
        merge: merges(&kubernetes.merge),
        manifests,
        network_policies: is_on(kubernetes.network_policies.as_ref(), true),
    })
}

fn merges(written: &Named<Map<Any>>) -> Vec<Merge> {
    let of_kind = |kind: &Entry<Map<Any>>| {
        let kind_name = kind.key.clone();
        let merge = move |object: &Entry<Any>| Merge {
            kind: kind_name.clone(),
            object: object.key.clone(),
            patch: object.value.clone(),
        };
        kind.value.0.iter().map(merge).collect::<Vec<_>>()
    };
    written.iter().flat_map(of_kind).collect()
}

fn manifests(
    cx: &mut Resolver<'_>,
    paths: Option<&List<Spanned<ProjectPath>>>,
) -> Resolved<Vec<OwnManifest>> {
    let read =
        |path: &Spanned<ProjectPath>| Some(OwnManifest { path: path.clone(), text: file_text(cx, path)? });
    let manifests: Vec<_> = paths.into_iter().flat_map(|paths| paths.iter()).map(read).collect();
    manifests.into_iter().collect()
}

impl Resolver<'_> {
    /// Checks keys and values of labels.
    pub(super) fn labels(&mut self, labels: &Named<Text>) -> bool {
        let checked: Vec<_> = labels
            .iter()
            .map(|label| {
                let key = self.check(label_key(&label.key), label.key.span);
                let value = self.check(label_value(&label.value), label.value.span);
                key && value
            })
            .collect();
        checked.into_iter().all(|sound| sound)
    }

    /// Checks annotations, whose values may be any text.
    pub(super) fn annotations(&mut self, annotations: &Named<Text>) -> bool {
        let checked: Vec<_> =
            annotations.iter().map(|entry| self.check(label_key(&entry.key), entry.key.span)).collect();
        checked.into_iter().all(|sound| sound)
    }
}
