//! HTTPS of an ingress.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{self, Config, Text};
use crate::span::Span;
use crate::value::{Problem, dns_subdomain, one_line, public_zone};

/// The word for a certificate that is made.
const ACM: &str = "acm";

/// ACM writes the host as the common name of the certificate, which has room for so many characters.
///
/// Source: <https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html>
const LONGEST_HOST: usize = 64;

/// HTTPS of an ingress.
#[derive(Debug, Clone)]
pub struct IngressTls {
    /// Where its certificate comes from.
    pub certificate: Certificate,
    /// Route 53 zone with the hosts' alias records, and what validates a certificate that is made.
    pub zone: Option<Text>,
    /// Whether HTTP is redirected to HTTPS.
    pub redirect: bool,
}

/// Where a certificate comes from.
#[derive(Debug, Clone)]
pub enum Certificate {
    /// One of ACM for each host, made by Terraform and validated in the zone; the load balancer controller finds it.
    Made,
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
            Certificate::Made | Certificate::Secret { .. } => None,
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
    Some(Some(IngressTls {
        certificate: certificate?,
        zone: tls.zone.clone(),
        redirect: is_on(tls.redirect.as_ref(), true),
    }))
}

/// Where the first certificate is asked for that Terraform makes.
pub(super) fn first_made(config: &Config) -> Option<Span> {
    let mut certificates =
        config.ingresses.iter().filter_map(|entry| entry.value.tls.as_ref()?.certificate.as_ref());
    certificates.find(|certificate| certificate.value == ACM).map(|certificate| certificate.span)
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
            .help("add `certificate = \"arn:aws:acm:...\"`, or `certificate = \"acm\"` and `zone`");
        return None;
    };
    let makes = certificate.value == ACM;
    let mut sound = makes || cx.check(arn(certificate), certificate.span);
    match &tls.zone {
        Some(zone) => sound &= hosts_in_zone(cx, ingress, zone, makes),
        None if makes => {
            cx.report
                .error("missing-key", certificate.span, "`zone` is missing")
                .label("ACM makes a certificate for who shows that the domain is his")
                .help("add `zone = \"example.com\"`, a public zone in Route 53, or write the ARN of a certificate");
            return None;
        }
        None => {}
    }
    sound.then(|| if makes { Certificate::Made } else { Certificate::Arn(certificate.clone()) })
}

/// Whether the zone can hold a record of every host.
fn hosts_in_zone(cx: &mut Resolver<'_>, ingress: &config::Ingress, zone: &Text, makes: bool) -> bool {
    if !cx.check(public_zone(zone), zone.span) {
        return false;
    }
    let without = ingress.routes.0.iter().find(|route| route.key.starts_with('/'));
    if let Some(route) = without.filter(|_| ingress.host.is_none()) {
        cx.report
            .error("missing-key", route.key.span, "`host` is missing")
            .label("the zone gets a record of each host, and this route has none")
            .related(zone.span, "the zone")
            .help("add `host = \"...\"` to the ingress");
        return false;
    }
    let mut sound = true;
    for (host, span) in hosts(ingress) {
        let domain = host.strip_prefix("*.").unwrap_or(host);
        if domain != zone.value && !domain.ends_with(&format!(".{zone}")) {
            cx.report
                .error("host-outside-zone", span, format!("`{host}` is not in the zone `{zone}`"))
                .related(zone.span, "the zone that is to hold its record")
                .help(format!("write a host that ends in `.{zone}`, or name the zone of this host"));
            sound = false;
        } else if makes && host.len() > LONGEST_HOST {
            let message = format!("ACM makes no certificate for a host of {} characters", host.len());
            cx.report.error("invalid-value", span, message).help(format!(
                "write a host of at most {LONGEST_HOST} characters, or the ARN of a certificate"
            ));
            sound = false;
        }
    }
    sound
}

/// The hosts of an ingress, each with one of its places.
fn hosts(ingress: &config::Ingress) -> BTreeMap<&str, Span> {
    let routes = ingress.routes.0.iter().filter_map(|route| {
        let (host, _) = route.key.split_once('/')?;
        (!host.is_empty()).then_some((host, route.key.span))
    });
    routes.chain(ingress.host.iter().map(|host| (host.as_str(), host.span))).collect()
}

fn of_secret(cx: &mut Resolver<'_>, tls: &config::Tls) -> Resolved<Certificate> {
    let of_alb = [(&tls.certificate, "a certificate of ACM"), (&tls.zone, "records in Route 53")];
    for (key, what) in of_alb {
        if let Some(key) = key {
            cx.report
                .error("key-of-other-class", key.span, format!("only an ingress of class `alb` has {what}"))
                .help("write `secret_name` alone, or remove `class`");
            return None;
        }
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
    if matches!(parts.as_slice(), ["arn", partition, "acm", _, _, id] if partition.starts_with("aws") && id.starts_with("certificate/") && one_line(id).is_ok())
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the ARN of a certificate"),
        "write `arn:aws:acm:<region>:<account>:certificate/<id>`",
    ))
}
