//! `metadata`: name, namespace, labels and annotations of every object.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::object::object;
use super::workload::Workload;
use crate::model::Model;
use crate::value::label_value;

/// Labels or annotations.
pub(super) type Texts = BTreeMap<String, String>;

/// Metadata of an object in the namespace.
pub(super) fn metadata(model: &Model, name: &str, labels: &Texts, annotations: &Texts) -> Value {
    object([
        ("name", json!(name)),
        ("namespace", json!(model.kubernetes.namespace)),
        ("labels", json!(labels)),
        ("annotations", json!(annotations)),
    ])
}

/// Labels of an object of the whole project; the user's win.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
pub(super) fn labels(model: &Model, name: &str) -> Texts {
    let mut labels = shared_labels(model, name);
    labels.entry("app.kubernetes.io/part-of".to_owned()).or_insert_with(|| model.project.name.value.clone());
    labels
}

/// Labels of an object that other projects in the cluster may share; the user's win.
pub(super) fn shared_labels(model: &Model, name: &str) -> Texts {
    let mut labels = Texts::from([("app.kubernetes.io/managed-by".to_owned(), "kura".to_owned())]);
    // The name of an Ingress or a ConfigMap may be longer than a label.
    if label_value(name).is_ok() {
        labels.insert("app.kubernetes.io/name".to_owned(), name.to_owned());
    }
    labels.extend(model.kubernetes.labels.clone());
    labels
}

/// Labels of the objects of one workload.
pub(super) fn workload_labels(model: &Model, workload: Workload<'_>) -> Texts {
    let mut labels = labels(model, workload.name());
    labels.extend(workload.pod().labels.clone());
    labels
}

/// Labels of the pods of one workload: the selector's come last, so that no other label can break the match.
pub(super) fn pod_labels(model: &Model, workload: Workload<'_>) -> Texts {
    let mut labels = workload_labels(model, workload);
    labels.extend(workload.selector());
    labels
}
