//! HTTPS of an ingress.

use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{self, Text};
use crate::span::Span;
use crate::value::{Problem, dns_subdomain};

/// HTTPS of an ingress.
#[derive(Debug, Clone)]
pub struct IngressTls {
    /// Where its certificate comes from.
    pub certificate: Certificate,
    /// Whether HTTP is redirected to HTTPS.
    pub redirect: bool,
}

/// Where a certificate comes from.
#[derive(Debug, Clone)]
pub enum Certificate {
    /// The certificate of ACM that has the ingress' hosts; the load balancer controller finds it.
    Discovered(Span),
    /// A certificate of ACM, by ARN.
    Arn(Text),
    /// A Kubernetes Secret.
    Secret {
        /// Its name.
        name: Text,
        /// The ClusterIssuer by which cert-manager fills it; `None`: a person does.
        issuer: Option<Text>,
    },
}

impl IngressTls {
    /// The ARN of the certificate, if it is named by one.
    pub fn certificate_arn(&self) -> Option<&Text> {
        match &self.certificate {
            Certificate::Arn(arn) => Some(arn),
            Certificate::Discovered(_) | Certificate::Secret { .. } => None,
        }
    }
}

pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    ingress: &config::Ingress,
    is_alb: bool,
) -> Resolved<Option<IngressTls>> {
    let Some(tls) = &ingress.tls else { return Some(None) };
    let certificate = if is_alb { of_load_balancer(cx, ingress, tls) } else { of_secret(cx, tls) };
    Some(Some(IngressTls { certificate: certificate?, redirect: is_on(tls.redirect.as_ref(), true) }))
}

fn of_load_balancer(
    cx: &mut Resolver<'_>,
    ingress: &config::Ingress,
    tls: &config::Tls,
) -> Resolved<Certificate> {
    for key in [&tls.secret_name, &tls.cluster_issuer].into_iter().flatten() {
        cx.report
            .error(
                "key-of-other-class",
                key.span,
                "an ingress of class `alb` takes no certificate from a Secret",
            )
            .help("write `certificate`, or set `class`");
    }
    let Some(certificate) = &tls.certificate else {
        cx.report
            .error("missing-key", tls.span, "`certificate` is missing")
            .label("an ingress of class `alb` needs a certificate for HTTPS")
            .help("add `certificate = \"arn:aws:acm:...\"`, or `certificate = \"acm\"`");
        return None;
    };
    if certificate.value != "acm" {
        return cx.check(arn(certificate), certificate.span).then(|| Certificate::Arn(certificate.clone()));
    }
    let without = ingress.routes.0.iter().find(|route| route.key.starts_with('/'));
    if let Some(route) = without.filter(|_| ingress.host.is_none()) {
        cx.report
            .error("missing-key", route.key.span, "`host` is missing")
            .label("a certificate is found by its host, and this route has none")
            .related(certificate.span, "the certificate is to be found here")
            .help("add `host = \"...\"` to the ingress");
        return None;
    }
    Some(Certificate::Discovered(certificate.span))
}

fn of_secret(cx: &mut Resolver<'_>, tls: &config::Tls) -> Resolved<Certificate> {
    if let Some(certificate) = &tls.certificate {
        cx.report
            .error(
                "key-of-other-class",
                certificate.span,
                "only an ingress of class `alb` has a certificate of ACM",
            )
            .help("write `secret_name`, or remove `class`");
        return None;
    }
    let Some(name) = &tls.secret_name else {
        cx.report
            .error("missing-key", tls.span, "`secret_name` is missing")
            .label("the controller takes the certificate from a Secret")
            .help("add `secret_name = \"...\"`, and `cluster_issuer` if cert-manager is to fill it");
        return None;
    };
    let mut sound = true;
    for text in [Some(name), tls.cluster_issuer.as_ref()].into_iter().flatten() {
        sound &= cx.check(dns_subdomain(text), text.span);
    }
    sound.then(|| Certificate::Secret { name: name.clone(), issuer: tls.cluster_issuer.clone() })
}

fn arn(text: &str) -> Result<(), Problem> {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    if matches!(parts.as_slice(), ["arn", partition, "acm", _, _, id] if partition.starts_with("aws") && id.starts_with("certificate/"))
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the ARN of a certificate"),
        "write `arn:aws:acm:<region>:<account>:certificate/<id>`",
    ))
}
