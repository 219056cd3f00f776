//! Settings that are no secret.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, keys, literals};
use crate::read::Entry;
use crate::read::config::{self, Text};
use crate::value::{Problem, dns_subdomain, printable};

/// One of `[config_maps]`; its key is its name in Kubernetes.
#[derive(Debug, Clone)]
pub struct ConfigMap {
    /// Name of the object.
    pub name: Text,
    /// Its values.
    pub data: BTreeMap<String, Text>,
    /// The keys of `data`.
    pub keys: Vec<Text>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, ConfigMap>> {
    let config = cx.config;
    cx.each(&config.config_maps, one)
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::ConfigMap>) -> Resolved<ConfigMap> {
    let mut sound = cx.check(dns_subdomain(&entry.key), entry.key.span);
    for value in &entry.value.data {
        sound &= cx.check(data_key(&value.key), value.key.span);
        sound &= cx.check(printable(&value.value.text), value.value.span);
    }
    let data = &entry.value.data;
    sound.then(|| ConfigMap { name: entry.key.clone(), data: literals(data), keys: keys(data) })
}

/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object>
fn data_key(key: &str) -> Result<(), Problem> {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !key.is_empty() && key.len() <= 253 && key != "." && key != ".." && key.bytes().all(sound) {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{key}` as the key of a ConfigMap"),
        "use letters, digits, `-`, `_` and `.`, at most 253 of them",
    ))
}
