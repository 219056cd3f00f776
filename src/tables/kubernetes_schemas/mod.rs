//! What Kubernetes accepts, version by version: `schema/kubernetes.json`, made by `tools/kubernetes_schemas.py`.

mod table;
mod validate;

use serde_json::Value;

use table::TABLE;
pub use validate::Refusal;

/// The kinds of one version, each with its schema.
#[derive(Debug, Clone, Copy)]
pub struct KubernetesSchemas {
    minor: u32,
}

impl KubernetesSchemas {
    /// Those of a version such as `1.35`; the nearest known where the version is not.
    pub fn new(version: &str) -> Self {
        Self { minor: table::minor(version) }
    }

    /// Whether this version has a kind, here with a schema or not.
    pub fn has(self, api_version: &str, kind: &str) -> bool {
        TABLE.kinds(self.minor).iter().any(|known| known.rsplit_once('/') == Some((api_version, kind)))
    }

    /// Whether the group of an `apiVersion` is Kubernetes' own, and not that of custom resources.
    pub fn has_group(self, api_version: &str) -> bool {
        let Some((group, _)) = api_version.split_once('/') else { return true };
        let own = TABLE.kinds(self.minor);
        !group.contains('.') || own.iter().any(|kind| kind.split('/').next() == Some(group))
    }

    /// The `apiVersion` of a kind of Kubernetes' own.
    pub fn api_version(self, kind: &str) -> Option<&'static str> {
        self.of_kind(kind).next().map(|(api_version, _)| api_version)
    }

    /// All that Kubernetes refuses of an object; `None` where its kind has no schema here.
    ///
    /// An unknown field is refused, as the API server does with `fieldValidation: Strict`:
    /// <https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation>.
    pub fn refusals(self, api_version: &str, kind: &str, object: &Value) -> Option<Vec<Refusal>> {
        let (_, schema) = self.of_kind(kind).find(|(own, _)| *own == api_version)?;
        Some(validate::refusals(self, schema, object))
    }

    /// The schemas of a kind, by `apiVersion`.
    fn of_kind(self, kind: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
        let named = TABLE.names().filter(move |name| name.rsplit('.').next() == Some(kind));
        named.filter_map(move |name| {
            let schema = self.definition(name)?;
            Some((schema.pointer("/properties/apiVersion/enum/0")?.as_str()?, schema))
        })
    }

    /// What a name of a definition stands for in this version.
    fn definition(self, name: &str) -> Option<&'static Value> {
        TABLE.definition(name, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::KubernetesSchemas;

    #[test]
    fn knows_what_a_version_brought() {
        let has = |version: &str, name: &str| KubernetesSchemas::new(version).definition(name).is_some();
        let brought = "io.k8s.api.core.v1.FileKeySelector";
        assert!(
            !has("1.33", brought) && !has("1.20", brought) && has("1.35", brought) && has("1.99", brought)
        );
        let removed = "io.k8s.api.core.v1.WorkloadReference";
        assert!(has("1.35", removed) && !has("1.36", removed) && !has("1.37", removed));
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
        let object = serde_json::json!({ "apiVersion": "apps/v1", "kind": "Deployment" });
        assert!(schemas.refusals("apps/v1", "Deployment", &object).is_some());
        assert!(schemas.refusals("apps/v2", "Deployment", &object).is_none());
        assert_eq!(schemas.api_version("CronJob"), Some("batch/v1"));
    }
}
