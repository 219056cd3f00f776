//! Kubernetes Secrets that an add-on fills from AWS.

use super::Model;
use crate::read::config::Text;
use crate::span::Span;

/// A Kubernetes Secret whose value lives in AWS.
#[derive(Debug, Clone)]
pub struct StoredSecret {
    /// Where it is declared.
    pub span: Span,
    /// Name of the Kubernetes Secret.
    pub name: String,
    /// Its keys; empty when they are not known.
    pub keys: Vec<String>,
    /// Where the value lives.
    pub store: Store,
    /// Its name or ARN there; `None`: only an apply makes it known, and the pipeline fills it in.
    pub remote: Option<String>,
}

/// A service of AWS that keeps secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Store {
    /// AWS Secrets Manager.
    SecretsManager,
    /// Parameter Store of AWS Systems Manager.
    ParameterStore,
}

impl Model {
    /// The Kubernetes Secrets that an add-on fills: those declared, then passwords of databases that pods read.
    pub fn stored_secrets(&self) -> Vec<StoredSecret> {
        let declared = self.secrets.values().filter_map(|secret| {
            let name = secret.kubernetes.as_ref()?;
            let remote = |store, text: &Text| (store, text.value.clone());
            let in_manager = secret.secrets_manager.as_ref().map(|text| remote(Store::SecretsManager, text));
            let (store, remote) =
                in_manager.or_else(|| secret.ssm.as_ref().map(|text| remote(Store::ParameterStore, text)))?;
            let keys = secret.keys.clone();
            Some(StoredSecret {
                span: secret.key.span,
                name: name.value.clone(),
                keys,
                store,
                remote: Some(remote),
            })
        });
        let passwords = self.databases.values().filter(|database| {
            let mut pods = self.pods();
            pods.any(|pod| pod.secrets().contains(database.name.as_str()))
        });
        let passwords = passwords.map(|database| StoredSecret {
            span: database.key.span,
            name: database.name.value.clone(),
            keys: vec!["password".to_owned()],
            store: Store::SecretsManager,
            remote: None,
        });
        declared.chain(passwords).collect()
    }
}
