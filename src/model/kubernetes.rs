//! What holds for all manifests.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, is_on, texts};
use crate::read::Named;
use crate::read::config::{PodSecurity, Text};
use crate::span::Spanned;
use crate::value::{dns_label, label_key, label_value, printable};

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
    sound.then(|| Kubernetes {
        namespace: namespace.clone(),
        create_namespace,
        labels: texts(&kubernetes.labels),
        namespace_labels: texts(&kubernetes.namespace_labels),
        pod_security: kubernetes
            .pod_security
            .unwrap_or(Spanned::new(PodSecurity::Restricted, kubernetes.span)),
        network_policies: is_on(kubernetes.network_policies.as_ref(), true),
    })
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

    /// Checks annotations, whose values may be any text without control characters.
    pub(super) fn annotations(&mut self, annotations: &Named<Text>) -> bool {
        let checked: Vec<_> = annotations
            .iter()
            .map(|entry| {
                let key = self.check(label_key(&entry.key), entry.key.span);
                key & self.check(printable(&entry.value), entry.value.span)
            })
            .collect();
        checked.into_iter().all(|sound| sound)
    }
}
