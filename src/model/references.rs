//! The `ConfigMap`s and Secrets that pods refer to.

use std::collections::BTreeSet;

use super::{EnvFrom, EnvVar, FileSource, Pod};

impl Pod {
    /// Names of the config maps of which its containers have variables or files.
    pub fn config_maps(&self) -> BTreeSet<&str> {
        self.references(
            |from| match from {
                EnvFrom::ConfigMap(name) => Some(name),
                EnvFrom::Secret(_) => None,
            },
            |value| match value {
                EnvVar::ConfigMapKey { name, .. } => Some(name),
                _ => None,
            },
            |source| match source {
                FileSource::ConfigMap { name, .. } => Some(name),
                _ => None,
            },
        )
    }

    /// Names of the Kubernetes Secrets of which its containers have variables or files.
    pub fn secrets(&self) -> BTreeSet<&str> {
        self.references(
            |from| match from {
                EnvFrom::Secret(name) => Some(name),
                EnvFrom::ConfigMap(_) => None,
            },
            |value| match value {
                EnvVar::SecretKey { name, .. } => Some(name),
                _ => None,
            },
            |source| match source {
                FileSource::Secret { name, .. } => Some(name),
                _ => None,
            },
        )
    }

    fn references(
        &self,
        whole: fn(&EnvFrom) -> Option<&String>,
        single: fn(&EnvVar) -> Option<&String>,
        mounted: fn(&FileSource) -> Option<&String>,
    ) -> BTreeSet<&str> {
        let whole = self.containers().flat_map(|container| &container.env_from).filter_map(whole);
        let single = self.containers().flat_map(|container| container.env.values()).filter_map(single);
        let mounted = self.files.iter().filter_map(|file| mounted(&file.source));
        whole.chain(single).chain(mounted).map(String::as_str).collect()
    }
}
