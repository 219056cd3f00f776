//! Ways in from outside.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, places};
use super::{Certificate, IngressTls, aws_tags, ingress_tls};
use crate::diagnostic::listed;
use crate::read::Entry;
use crate::read::config::{self, PathType, Route, Scheme, TargetType, Text};
use crate::span::{Span, Spanned};
use crate::value::{Cidr, Problem, dns_subdomain};

/// The class of the AWS Load Balancer Controller.
const ALB: &str = "alb";

/// The class of ingress-nginx.
const NGINX: &str = "nginx";

/// An Ingress, to whose name the load balancer belongs.
#[derive(Debug, Clone)]
pub struct Ingress {
    /// Its key, which is its name.
    pub name: Text,
    /// Its IngressClass.
    pub class: Text,
    /// Who can reach it.
    pub scheme: Spanned<Scheme>,
    /// Where it sends requests.
    pub target_type: Spanned<TargetType>,
    /// IngressGroup.
    pub group: Option<Text>,
    /// Who may connect; empty: everybody.
    pub inbound_cidrs: Vec<Cidr>,
    /// HTTPS.
    pub tls: Option<IngressTls>,
    /// The user's annotations, which win over kura's.
    pub annotations: BTreeMap<String, Text>,
    /// Tags of the load balancer.
    pub tags: BTreeMap<String, String>,
    /// Rules, sorted by host; at least one.
    pub rules: Vec<IngressRule>,
}

impl Ingress {
    /// Whether the AWS Load Balancer Controller serves it.
    pub fn is_alb(&self) -> bool {
        self.class.value == ALB
    }

    /// Its hosts, each once.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter_map(|rule| rule.host.as_deref())
    }

    /// The Route 53 zone with the records of its hosts.
    pub fn zone(&self) -> Option<&Text> {
        self.tls.as_ref()?.zone.as_ref()
    }

    /// Whether Terraform makes a certificate for each of its hosts.
    pub fn makes_certificates(&self) -> bool {
        self.tls.as_ref().is_some_and(|tls| matches!(tls.certificate, Certificate::Made))
    }
}

/// The paths of one host.
#[derive(Debug, Clone)]
pub struct IngressRule {
    /// The host; `None`: every host.
    pub host: Option<String>,
    /// Its paths, the longest first; at least one.
    pub paths: Vec<Backend>,
}

/// Where a path goes.
#[derive(Debug, Clone)]
pub struct Backend {
    /// Where the route begins.
    pub span: Span,
    /// The path, from `/`.
    pub path: String,
    /// How it is compared.
    pub path_type: PathType,
    /// Key of the service.
    pub service: Text,
    /// Name of the Service.
    pub service_name: String,
    /// Name of its port.
    pub port_name: String,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Ingress>> {
    let config = cx.config;
    cx.each(&config.ingresses, one)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::Ingress>) -> Resolved<Ingress> {
    let ingress = &entry.value;
    let mut sound = cx.check(dns_subdomain(&entry.key), entry.key.span);
    sound &= cx.annotations(&ingress.annotations);
    let class = ingress.class.clone().unwrap_or_else(|| Text::new(ALB.to_owned(), entry.key.span));
    let is_alb = class.value == ALB;
    sound &= cx.check(dns_subdomain(&class), class.span);
    sound &= is_alb || keys_of_alb(cx, ingress, &class);
    if let Some(host) = &ingress.host {
        sound &= cx.check(host_name(host), host.span);
    }
    if let Some(group) = &ingress.group {
        sound &= cx.check(group_name(group), group.span);
    }
    let rules = rules(cx, ingress);
    let tls = ingress_tls::resolve(cx, ingress, is_alb);
    let tags = if is_alb { tags(cx) } else { Some(BTreeMap::new()) };
    Some(Ingress {
        name: sound.then(|| entry.key.clone())?,
        class,
        scheme: ingress.scheme.unwrap_or(Spanned::new(Scheme::InternetFacing, entry.key.span)),
        target_type: ingress.target_type.unwrap_or(Spanned::new(TargetType::Ip, ingress.span)),
        group: ingress.group.clone(),
        inbound_cidrs: ingress
            .inbound_cidrs
            .as_ref()
            .map(|cidrs| cidrs.iter().map(|cidr| cidr.value).collect())
            .unwrap_or_default(),
        tls: tls?,
        annotations: places(&ingress.annotations),
        tags: tags?,
        rules: rules?,
    })
}

/// Keys that only the load balancer controller understands.
fn keys_of_alb(cx: &mut Resolver<'_>, ingress: &config::Ingress, class: &Text) -> bool {
    let keys = [
        ("scheme", ingress.scheme.as_ref().map(|key| key.span)),
        ("target_type", ingress.target_type.as_ref().map(|key| key.span)),
        ("group", ingress.group.as_ref().map(|key| key.span)),
        (
            "inbound_cidrs",
            ingress.inbound_cidrs.as_ref().map(|key| key.span).filter(|_| class.value != NGINX),
        ),
    ];
    let written: Vec<_> = keys.into_iter().filter_map(|(name, span)| Some((name, span?))).collect();
    for (name, span) in &written {
        cx.report
            .error("key-of-other-class", *span, format!("`{name}` means nothing to the class `{class}`"))
            .related(class.span, "the class of this ingress")
            .help("remove the key, or use the controller's `annotations`");
    }
    written.is_empty()
}

fn rules<'a>(cx: &mut Resolver<'a>, ingress: &'a config::Ingress) -> Resolved<Vec<IngressRule>> {
    let routes = &ingress.routes.0;
    if routes.is_empty() {
        cx.report
            .error("ingress-without-route", ingress.span, "an ingress needs a route")
            .help("add `routes = { \"/\" = \"<a name in [services]>\" }`");
        return None;
    }
    let resolved: Vec<_> = routes.iter().map(|entry| route(cx, ingress, entry)).collect();
    let mut hosts: BTreeMap<Option<String>, Vec<Backend>> = BTreeMap::new();
    for (host, backend) in resolved.into_iter().collect::<Option<Vec<_>>>()? {
        hosts.entry(host).or_default().push(backend);
    }
    let rules = hosts.into_iter().map(|(host, mut paths)| {
        paths.sort_by(|a, b| (b.path.len(), &a.path).cmp(&(a.path.len(), &b.path)));
        IngressRule { host, paths }
    });
    Some(rules.collect())
}

/// A route's key is `/path`, or `host/path`.
fn route<'a>(
    cx: &mut Resolver<'a>,
    ingress: &'a config::Ingress,
    entry: &'a Entry<Route>,
) -> Resolved<(Option<String>, Backend)> {
    let Some((host, _)) = entry.key.split_once('/') else {
        cx.report
            .error("invalid-value", entry.key.span, format!("`{}` is not a route", entry.key))
            .help("write a path such as `\"/api\"`, or a host and a path such as `\"shop.example.com/api\"`");
        return None;
    };
    let path = entry.key.get(host.len()..).unwrap_or("/").to_owned();
    let own_host = (!host.is_empty()).then(|| host.to_owned());
    let mut sound = cx.check(route_path(&path), entry.key.span);
    sound &= own_host.as_deref().is_none_or(|host| cx.check(host_name(host), entry.key.span));
    let host = own_host.or_else(|| ingress.host.as_ref().map(|host| host.value.clone()));
    let key = entry.value.service();
    let services = &cx.config.services;
    let service = cx.find(services, "service", key)?;
    let port_name = port_name(cx, entry, service)?;
    let name =
        service.service_name.as_ref().or(service.pod.name.as_ref()).map_or(&key.value, |name| &name.value);
    sound.then(|| {
        let backend = Backend {
            span: entry.key.span,
            path,
            path_type: entry.value.path_type(),
            service: key.clone(),
            service_name: name.clone(),
            port_name,
        };
        (host, backend)
    })
}

/// The port a route goes to: the one it names, or the only one.
fn port_name(cx: &mut Resolver<'_>, entry: &Entry<Route>, service: &config::Service) -> Resolved<String> {
    let key = entry.value.service();
    let names: Vec<&str> =
        if service.port.is_some() { vec!["http"] } else { service.ports.names().collect() };
    match (entry.value.port(), names.as_slice()) {
        (Some(port), names) if names.contains(&port.value.as_str()) => Some(port.value.clone()),
        (Some(port), names) => {
            cx.unknown_member(key, names.iter().copied(), "port", port);
            None
        }
        (None, [only]) => Some((*only).to_owned()),
        (None, []) => {
            cx.report
                .error("route-to-service-without-port", key.span, format!("the service `{key}` has no port"))
                .related(service.span, "it is declared here")
                .help("add `port` to the service");
            None
        }
        (None, names) => {
            let listed = listed(names.iter().copied());
            cx.report
                .error("ambiguous-port", key.span, format!("the service `{key}` has several ports"))
                .help(format!("write `{{ service = \"{key}\", port = \"...\" }}` with one of {listed}"));
            None
        }
    }
}

/// Tags of the load balancer, which the controller reads from one annotation: `a=b,c=d`.
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#tags>
fn tags(cx: &mut Resolver<'_>) -> Option<BTreeMap<String, String>> {
    let mut sound = true;
    for tag in &cx.config.project.tags {
        if tag.key.contains(['=', ',']) || tag.value.contains(',') {
            sound = false;
            cx.report
                .error(
                    "invalid-value",
                    tag.key.span,
                    format!("a load balancer cannot have the tag `{}`", tag.key),
                )
                .label("the load balancer controller separates tags by `,` and `=`")
                .help("remove the comma, and `=` from the name");
        }
    }
    sound.then(|| aws_tags::aws_tags(cx))
}

/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#group.name>
fn group_name(group: &str) -> Result<(), Problem> {
    if group.len() <= 63 && dns_subdomain(group).is_ok() {
        return Ok(());
    }
    let help =
        "use lowercase letters, digits, `-` and `.`, at most 63 of them, a letter or digit at both ends";
    Err(Problem::new(format!("`{group}` is not the name of an IngressGroup"), help))
}

/// What Kubernetes refuses, and the wildcards that the controller refuses; a rule of an ALB compares 128 characters.
/// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types>
fn route_path(path: &str) -> Result<(), Problem> {
    let climbs = path.split('/').any(|part| part == "." || part == "..");
    let visible = path.bytes().all(|byte| byte.is_ascii_graphic());
    if visible
        && !climbs
        && path.len() <= 126
        && !path.contains("//")
        && !path.contains(['*', '?'])
        && !path.to_lowercase().contains("%2f")
    {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{path}` is not a path to route by"),
        "write a path without wildcards, spaces, `.` or `..`, at most 126 characters, such as `/api`: it holds for everything below it",
    ))
}

/// A host, with an optional `*.` first.
/// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards>
fn host_name(host: &str) -> Result<(), Problem> {
    let is_address = host.parse::<std::net::Ipv4Addr>().is_ok();
    if !is_address && dns_subdomain(host.strip_prefix("*.").unwrap_or(host)).is_ok() {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{host}` is not a host"),
        "write a host such as `shop.example.com`, without a scheme or a port",
    ))
}
