//! The checksum that replaces pods when a config map of theirs changes.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::metadata::Texts;
use crate::model::{Container, EnvFrom, EnvVar, Model, Service};

/// An annotation of the pods: Kubernetes reads a `ConfigMap` into variables only when a container starts.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically>
pub(super) fn annotation(model: &Model, service: &Service) -> Texts {
    let containers = service.init_containers.iter().chain([&service.container]);
    let names: BTreeSet<&str> = containers.flat_map(config_maps).collect();
    if names.is_empty() {
        return Texts::new();
    }
    let data = |name: &&str| model.config_maps.get(*name).map(|map| json!([name, map.data]));
    let all: Value = names.iter().filter_map(data).collect();
    let checksum = format!("{:x}", Sha256::digest(all.to_string()));
    Texts::from([("checksum/config-maps".to_owned(), checksum)])
}

fn config_maps(container: &Container) -> Vec<&str> {
    let whole = container.env_from.iter().filter_map(|from| match from {
        EnvFrom::ConfigMap(name) => Some(name.as_str()),
        EnvFrom::Secret(_) => None,
    });
    let single = container.env.values().filter_map(|value| match value {
        EnvVar::ConfigMapKey { name, .. } => Some(name.as_str()),
        _ => None,
    });
    whole.chain(single).collect()
}
