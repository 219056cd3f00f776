//! `externalsecrets.yaml`: Secrets that External Secrets fills from AWS, and the stores it reads.
//!
//! Source: <https://external-secrets.io/latest/provider/aws-secrets-manager/>

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::container::PIPELINE_TAG;
use super::metadata::{Texts, labels, metadata};
use crate::lang::yaml::Document;
use crate::model::{Model, Store, StoredSecret};

/// Name of the add-on.
const ADDON: &str = "external-secrets";

/// The stores in use, and a Secret for each that is declared; only with the add-on.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    if !model.has_addon(ADDON) {
        return Vec::new();
    }
    let secrets = model.stored_secrets();
    let stores: BTreeSet<_> = secrets.iter().map(|secret| secret.store).collect();
    let stores = stores.into_iter().map(|store| store_document(model, store));
    stores.chain(secrets.iter().map(|secret| document(model, secret))).collect()
}

/// Name of a store's object.
fn name(store: Store) -> &'static str {
    match store {
        Store::SecretsManager => "secrets-manager",
        Store::ParameterStore => "parameter-store",
    }
}

/// Without `auth` the controller uses its own AWS role.
fn store_document(model: &Model, store: Store) -> Document {
    let name = name(store);
    let service = match store {
        Store::SecretsManager => "SecretsManager",
        Store::ParameterStore => "ParameterStore",
    };
    let region = model.cluster.as_ref().map_or("", |cluster| &cluster.region);
    json!({
        "apiVersion": "external-secrets.io/v1",
        "kind": "SecretStore",
        "metadata": metadata(model, name, &labels(model, name), &Texts::new()),
        "spec": { "provider": { "aws": { "service": service, "region": region } } },
    })
    .into()
}

fn document(model: &Model, secret: &StoredSecret) -> Document {
    let mut spec = json!({
        "refreshInterval": "1h",
        "secretStoreRef": { "kind": "SecretStore", "name": name(secret.store) },
        "target": { "name": secret.name },
    });
    let remote = secret.remote.as_deref().unwrap_or(PIPELINE_TAG);
    let (field, value) = match secret.keys.as_slice() {
        // All entries of the JSON object that lies there.
        [] => ("dataFrom", json!([{ "extract": { "key": remote } }])),
        keys => ("data", keys.iter().map(|key| entry(secret, keys, remote, key)).collect()),
    };
    if let Some(spec) = spec.as_object_mut() {
        spec.insert(field.to_owned(), value);
    }
    let value = json!({
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": metadata(model, &secret.name, &labels(model, &secret.name), &Texts::new()),
        "spec": spec,
    });
    let comment = secret.remote.is_none().then(|| {
        format!("The pipeline puts the ARN of the secret that RDS keeps in the place of `{PIPELINE_TAG}`.")
    });
    Document { comment, value }
}

/// A parameter is one text, unless several keys are asked of it; a secret is a JSON object.
fn entry(secret: &StoredSecret, keys: &[String], remote: &str, key: &str) -> Value {
    let reference = if secret.store == Store::ParameterStore && keys.len() == 1 {
        json!({ "key": remote })
    } else {
        json!({ "key": remote, "property": key })
    };
    json!({ "secretKey": key, "remoteRef": reference })
}
