//! What Kubernetes accepts, version by version: `schema/kubernetes.json`, made by `tools/kubernetes_schemas.py`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const TABLE: &str = include_str!("../../schema/kubernetes.json");

/// The kinds of one version, each with its JSON Schema.
#[derive(Debug, Clone)]
pub struct KubernetesSchemas {
    definitions: Map<String, Value>,
    /// All kinds, also those without a schema here, as `apiVersion/kind`.
    kinds: BTreeSet<String>,
}

impl KubernetesSchemas {
    /// Those of a version such as `1.35`; the nearest known where the version is not.
    pub fn new(version: &str) -> Self {
        let table: Value = serde_json::from_str(TABLE).unwrap_or_default();
        let mut definitions = Map::new();
        let versions = table.get("versions").and_then(Value::as_object).into_iter().flatten();
        for (index, (own, changed)) in versions.enumerate() {
            if index > 0 && minor(own) > minor(version) {
                break;
            }
            for (name, schema) in changed.as_object().into_iter().flatten() {
                definitions.insert(name.clone(), schema.clone());
            }
        }
        definitions.retain(|_, schema| !schema.is_null());
        let kinds = table.get("kinds").and_then(Value::as_object).into_iter().flatten();
        let kinds =
            kinds.enumerate().take_while(|(index, (own, _))| *index == 0 || minor(own) <= minor(version));
        let kinds = kinds.last().and_then(|(_, (_, kinds))| kinds.as_array()).into_iter().flatten();
        Self { definitions, kinds: kinds.filter_map(Value::as_str).map(str::to_owned).collect() }
    }

    /// Whether this version has a kind, here with a schema or not.
    pub fn has(&self, api_version: &str, kind: &str) -> bool {
        self.kinds.contains(&format!("{api_version}/{kind}"))
    }

    /// Whether the group of an `apiVersion` is Kubernetes' own, and not that of custom resources.
    pub fn has_group(&self, api_version: &str) -> bool {
        let Some((group, _)) = api_version.split_once('/') else { return true };
        !group.contains('.') || self.kinds.iter().any(|kind| kind.split('/').next() == Some(group))
    }

    /// The schema of an object: strict, so that an unknown field is an error.
    pub fn schema(&self, api_version: &str, kind: &str) -> Option<Value> {
        let is_it = |schema: &Value| {
            let says = |field: &str, word: &str| {
                let words = schema.pointer(&format!("/properties/{field}/enum")).and_then(Value::as_array);
                words.is_some_and(|words| words.iter().any(|known| known == word))
            };
            says("apiVersion", api_version) && says("kind", kind)
        };
        let (name, _) = self.definitions.iter().find(|(_, schema)| is_it(schema))?;
        Some(json!({ "$ref": format!("#/$defs/{name}"), "$defs": self.definitions }))
    }

    /// The `apiVersion` of a kind of Kubernetes' own.
    pub fn api_version(&self, kind: &str) -> Option<&str> {
        let is_it =
            |schema: &&Value| schema.pointer("/properties/kind/enum/0").is_some_and(|own| own == kind);
        let schema = self.definitions.values().find(is_it)?;
        schema.pointer("/properties/apiVersion/enum/0").and_then(Value::as_str)
    }
}

fn minor(version: &str) -> u32 {
    version.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::KubernetesSchemas;

    #[test]
    fn knows_what_a_version_brought() {
        let has = |version: &str, name: &str| KubernetesSchemas::new(version).definitions.contains_key(name);
        let changed = "io.k8s.api.core.v1.FileKeySelector";
        assert!(!has("1.33", changed) && has("1.35", changed));
        assert_eq!(
            KubernetesSchemas::new("1.20").definitions.len(),
            KubernetesSchemas::new("1.33").definitions.len()
        );
    }

    #[test]
    fn knows_every_kind_by_name() {
        let schemas = KubernetesSchemas::new("1.35");
        assert!(schemas.has("v1", "Endpoints") && !schemas.has("v1", "Endpoint"));
        assert!(!schemas.has("storage.k8s.io/v1", "VolumeAttributesKlass"));
        assert!(!KubernetesSchemas::new("1.33").has("storage.k8s.io/v1", "VolumeAttributesClass"));
        assert!(
            schemas.has_group("v1") && schemas.has_group("apps/v9") && schemas.has_group("storage.k8s.io/v1")
        );
        assert!(!schemas.has_group("gateway.networking.k8s.io/v1") && !schemas.has_group("acme.com/v1"));
    }

    #[test]
    fn finds_a_kind() {
        let schemas = KubernetesSchemas::new("1.35");
        assert!(schemas.schema("apps/v1", "Deployment").is_some());
        assert!(schemas.schema("apps/v2", "Deployment").is_none());
        assert_eq!(schemas.api_version("CronJob"), Some("batch/v1"));
    }
}
