//! `ingresses.yaml`: an Ingress per entry of `[ingresses]`.

use serde_json::{Value, json};

use super::metadata::{Texts, labels, metadata};
use super::object::object;
use crate::lang::yaml::Document;
use crate::model::{Certificate, Ingress, IngressBackend, IngressRule, Model};

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
        "spec": object([
            ("ingressClassName", json!(ingress.class.value)),
            ("tls", tls(ingress)),
            ("rules", ingress.rules.iter().map(rule).collect::<Value>()),
        ]),
    })
    .into()
}

/// What kura says to the controller, under the user's annotations.
fn annotations(ingress: &Ingress) -> Texts {
    let mut annotations = match ingress.class.as_str() {
        "alb" => alb(ingress),
        "nginx" => nginx(ingress),
        "traefik" => traefik(ingress),
        _ => Texts::new(),
    };
    if let Some(Certificate::Secret { issuer: Some(issuer), .. }) =
        ingress.tls.as_ref().map(|tls| &tls.certificate)
    {
        annotations.insert("cert-manager.io/cluster-issuer".to_owned(), issuer.value.clone());
    }
    annotations.extend(ingress.annotations.iter().map(|(key, text)| (key.clone(), text.value.clone())));
    annotations
}

/// Annotations of the AWS Load Balancer Controller, all explicit.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/>
fn alb(ingress: &Ingress) -> Texts {
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
    own.into_iter().map(|(key, value)| (format!("alb.ingress.kubernetes.io/{key}"), value)).collect()
}

/// Without the ARN of a certificate the controller looks in ACM for one of each host.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/cert_discovery/>
fn listeners(ingress: &Ingress) -> Vec<(&'static str, String)> {
    let Some(tls) = &ingress.tls else {
        return vec![("listen-ports", json!([{ "HTTP": 80 }]).to_string())];
    };
    let mut listeners = vec![
        ("listen-ports", json!([{ "HTTP": 80 }, { "HTTPS": 443 }]).to_string()),
        ("ssl-policy", SSL_POLICY.to_owned()),
    ];
    listeners.extend(tls.certificate_arn().map(|arn| ("certificate-arn", arn.value.clone())));
    if tls.redirect {
        listeners.push(("ssl-redirect", "443".to_owned()));
    }
    listeners
}

/// Source: <https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/>
fn nginx(ingress: &Ingress) -> Texts {
    let key = |name: &str| format!("nginx.ingress.kubernetes.io/{name}");
    let mut annotations = Texts::new();
    if let Some(tls) = &ingress.tls {
        annotations.insert(key("ssl-redirect"), tls.redirect.to_string());
    }
    if !ingress.inbound_cidrs.is_empty() {
        annotations.insert(key("whitelist-source-range"), list(&ingress.inbound_cidrs));
    }
    annotations
}

/// Who is to be redirected is not served over HTTP: the redirection itself is an option of the entry point.
///
/// Source: <https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/>
fn traefik(ingress: &Ingress) -> Texts {
    let Some(tls) = &ingress.tls else { return Texts::new() };
    let points = if tls.redirect { "websecure" } else { "web,websecure" };
    let entries = [("entrypoints", points), ("tls", "true")];
    let entries = entries
        .map(|(name, value)| (format!("traefik.ingress.kubernetes.io/router.{name}"), value.to_owned()));
    Texts::from(entries)
}

/// The Secret with the certificate, for all hosts of the ingress.
fn tls(ingress: &Ingress) -> Value {
    let Some(Certificate::Secret { name, .. }) = ingress.tls.as_ref().map(|tls| &tls.certificate) else {
        return Value::Null;
    };
    let hosts: Value = ingress.rules.iter().filter_map(|rule| rule.host.as_deref()).collect();
    json!([object([("hosts", hosts), ("secretName", json!(name.value))])])
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
