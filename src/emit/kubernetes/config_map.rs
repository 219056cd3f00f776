//! `configmaps.yaml`: a `ConfigMap` per entry of `[config_maps]`.

use serde_json::json;

use super::metadata::{Texts, labels, metadata};
use crate::lang::yaml::Document;
use crate::model::{ConfigMap, Model};

/// All config maps, by name.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    model.config_maps.values().map(|map| document(model, map)).collect()
}

/// The object of one.
pub(super) fn document(model: &Model, map: &ConfigMap) -> Document {
    json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata(model, &map.name, &labels(model, &map.name), &Texts::new()),
        "data": map.data,
    })
    .into()
}
