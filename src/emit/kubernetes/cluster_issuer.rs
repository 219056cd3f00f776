//! `clusterissuers.yaml`: Let's Encrypt, from which cert-manager has certificates.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::metadata::shared_labels;
use crate::lang::yaml::Document;
use crate::model::{Certificate, Ingress, Model};

/// Name of the issuer that kura emits.
const NAME: &str = "letsencrypt-prod";

const WHY: &str = "\
Let's Encrypt asks each host over HTTP for a proof that it is ours; the ingress controller answers.
Other projects of the cluster may use the issuer too.";

/// The issuer, when `cert-manager` has an `email`.
///
/// Source: <https://cert-manager.io/docs/configuration/acme/http01/>
pub(super) fn documents(model: &Model) -> Vec<Document> {
    let Some(email) = model.addons.get("cert-manager").and_then(|addon| addon.email.as_ref()) else {
        return Vec::new();
    };
    let issuer = json!({
        "apiVersion": "cert-manager.io/v1",
        "kind": "ClusterIssuer",
        "metadata": { "name": NAME, "labels": shared_labels(model, NAME) },
        "spec": { "acme": {
            "server": "https://acme-v02.api.letsencrypt.org/directory",
            "email": email.value,
            "privateKeySecretRef": { "name": NAME },
            "solvers": solvers(model),
        } },
    });
    vec![Document { comment: Some(WHY.to_owned()), value: issuer }]
}

/// Whether cert-manager proves for this ingress that its hosts are ours, which it does from pods of the namespace.
pub(super) fn is_solved(ingress: &Ingress) -> bool {
    let certificate = ingress.tls.as_ref().map(|tls| &tls.certificate);
    matches!(certificate, Some(Certificate::Secret { issuer: Some(_), .. }))
}

/// One for the hosts of each class of ingress; any class where none asks yet.
fn solvers(model: &Model) -> Value {
    let asking = model.ingresses.values().filter(|ingress| is_solved(ingress));
    let classes: BTreeSet<_> = asking.map(|ingress| ingress.class.as_str()).collect();
    if classes.is_empty() {
        return json!([{ "http01": { "ingress": {} } }]);
    }
    let solver = |class: &str| {
        let asking =
            model.ingresses.values().filter(|ingress| is_solved(ingress) && ingress.class.value == class);
        let hosts: BTreeSet<_> =
            asking.flat_map(|ingress| &ingress.rules).filter_map(|rule| rule.host.as_ref()).collect();
        let http = json!({ "http01": { "ingress": { "ingressClassName": class } } });
        if classes.len() == 1 { http } else { with_hosts(http, &hosts) }
    };
    classes.iter().map(|class| solver(class)).collect()
}

fn with_hosts(mut solver: Value, hosts: &BTreeSet<&String>) -> Value {
    if let Some(fields) = solver.as_object_mut() {
        fields.insert("selector".to_owned(), json!({ "dnsNames": hosts }));
    }
    solver
}
