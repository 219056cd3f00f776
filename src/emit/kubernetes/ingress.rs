//! `ingresses.yaml`: an Ingress per entry of `[ingresses]`, for the AWS Load Balancer Controller.

use serde_json::{Value, json};

use super::metadata::{Texts, labels, metadata};
use super::object::object;
use crate::lang::yaml::Document;
use crate::model::{Ingress, IngressBackend, IngressRule, Model};

/// TLS 1.2 and 1.3; the controller's own default still takes TLS 1.0.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>
const SSL_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/// All Ingresses, by name.
pub(super) fn documents(model: &Model) -> Vec<Document> {
    model.ingresses.values().map(|ingress| document(model, ingress)).collect()
}

fn document(model: &Model, ingress: &Ingress) -> Document {
    json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata(model, &ingress.name, &labels(model, &ingress.name), &annotations(ingress)),
        "spec": {
            "ingressClassName": "alb",
            "rules": ingress.rules.iter().map(rule).collect::<Value>(),
        },
    })
    .into()
}

/// Annotations of the controller, all explicit, under the user's.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/>
fn annotations(ingress: &Ingress) -> Texts {
    let mut own = vec![
        ("scheme", ingress.scheme.word().to_owned()),
        ("target-type", ingress.target_type.word().to_owned()),
    ];
    own.extend(ingress.group.clone().map(|group| ("group.name", group.value)));
    if !ingress.inbound_cidrs.is_empty() {
        own.push(("inbound-cidrs", list(&ingress.inbound_cidrs)));
    }
    if !ingress.tags.is_empty() {
        let tags: Vec<_> = ingress.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
        own.push(("tags", tags.join(",")));
    }
    own.extend(listeners(ingress));
    let mut annotations: Texts =
        own.into_iter().map(|(key, value)| (format!("alb.ingress.kubernetes.io/{key}"), value)).collect();
    annotations.extend(ingress.annotations.iter().map(|(key, text)| (key.clone(), text.value.clone())));
    annotations
}

fn listeners(ingress: &Ingress) -> Vec<(&'static str, String)> {
    let Some(tls) = &ingress.tls else {
        return vec![("listen-ports", json!([{ "HTTP": 80 }]).to_string())];
    };
    let mut listeners = vec![
        ("listen-ports", json!([{ "HTTP": 80 }, { "HTTPS": 443 }]).to_string()),
        ("certificate-arn", tls.certificate_arn.value.clone()),
        ("ssl-policy", SSL_POLICY.to_owned()),
    ];
    if tls.redirect {
        listeners.push(("ssl-redirect", "443".to_owned()));
    }
    listeners
}

fn list(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn rule(rule: &IngressRule) -> Value {
    let paths: Value = rule.paths.iter().map(path).collect();
    object([("host", json!(rule.host)), ("http", json!({ "paths": paths }))])
}

fn path(backend: &IngressBackend) -> Value {
    json!({
        "path": backend.path,
        "pathType": backend.path_type.word(),
        "backend": { "service": { "name": backend.service_name, "port": { "name": backend.port_name } } },
    })
}
