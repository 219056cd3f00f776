//! Workloads that run all the time, and their Services.

use std::collections::BTreeMap;

use super::container::{self, Container, EnvFrom, EnvVar, Resources, SecurityContext};
use super::resolver::{Resolved, Resolver, keys, texts, words};
use super::{
    Iam, OpenTable, Probes, ServicePort, Toleration, UpdateStrategy, Volume, iam, probe, service_port,
    toleration, update_strategy, volume,
};
use crate::read::Entry;
use crate::read::config::{
    self, HealthSwitch, ImagePullPolicy, List, ServiceType, TargetType, Text, WorkloadKind,
};
use crate::span::{Span, Spanned};
use crate::value::{Problem, dns_label, dns_subdomain};

/// A Deployment, and its Service if it has ports.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// The main container, whose name is also the workload's.
    pub container: Container,
    /// Containers that run first, in this order.
    pub init_containers: Vec<Container>,
    /// What it may do in AWS.
    pub iam: Option<Iam>,
    /// Volumes of all containers, by name.
    pub volumes: BTreeMap<String, Volume>,
    /// CPU and memory of each container.
    pub resources: Resources,
    /// Rights of each container.
    pub security_context: SecurityContext,
    /// The user's labels of workload and pods.
    pub labels: BTreeMap<String, String>,
    /// The user's annotations of pods.
    pub annotations: BTreeMap<String, String>,
    /// When nodes pull; `None`: Kubernetes decides.
    pub image_pull_policy: Option<ImagePullPolicy>,
    /// Node labels required.
    pub node_selector: BTreeMap<String, String>,
    /// Taints tolerated.
    pub tolerations: Vec<Toleration>,
    /// PriorityClass of the pods.
    pub priority_class: Option<String>,
    /// Seconds to stop.
    pub termination_grace_period_seconds: i64,
    /// How many pods.
    pub replicas: Spanned<i64>,
    /// Ports of the container, the first being the main one.
    pub ports: Vec<ServicePort>,
    /// The Service; there is one when there are ports.
    pub network_service: Option<NetworkService>,
    /// Pod labels the selectors use.
    pub selector: BTreeMap<String, String>,
    /// Probes of the main container.
    pub probes: Probes,
    /// Where health is described; without that, where the workload is.
    pub health_span: Span,
    /// How pods are replaced.
    pub update_strategy: UpdateStrategy,
    /// The keys of its tables that take any name.
    pub open_tables: Vec<OpenTable>,
}

/// The Service of a workload.
#[derive(Debug, Clone)]
pub struct NetworkService {
    /// The name callers have in their code.
    pub name: Text,
    /// Its type.
    pub service_type: Spanned<ServiceType>,
    /// The user's annotations.
    pub annotations: BTreeMap<String, String>,
}

impl NetworkService {
    /// Whether its ports are open on the nodes too.
    pub fn is_on_nodes(&self) -> bool {
        matches!(self.service_type.value, ServiceType::NodePort | ServiceType::LoadBalancer)
    }
}

impl Service {
    /// Name of the workload.
    pub fn name(&self) -> &str {
        &self.container.name
    }

    /// Its containers, the main one last.
    pub fn containers(&self) -> impl Iterator<Item = &Container> {
        self.init_containers.iter().chain([&self.container])
    }

    /// Name of the claim that kura emits for a volume.
    pub fn claim_name(&self, volume: &Volume) -> String {
        format!("{}-{}", self.name(), volume.name)
    }

    /// The first port with the same number in the container, which is listed there under that name alone.
    pub fn container_port<'a>(&'a self, port: &'a ServicePort) -> &'a ServicePort {
        let same = |other: &&ServicePort| (other.port, other.protocol) == (port.port, port.protocol);
        self.ports.iter().find(same).unwrap_or(port)
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Service>> {
    let config = cx.config;
    cx.each(&config.services, one)
}

fn service_name(entry: &Entry<config::Service>) -> &Text {
    entry.value.service_name.as_ref().or(entry.value.name.as_ref()).unwrap_or(&entry.key)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::Service>) -> Resolved<Service> {
    let service = &entry.value;
    let name = service.name.as_ref().unwrap_or(&entry.key);
    let mut sound = cx.check(dns_label(name), name.span);
    sound &= cx.labels(&service.labels) & cx.labels(&service.selector) & cx.labels(&service.node_selector);
    sound &= cx.annotations(&service.annotations) & cx.annotations(&service.service_annotations);
    if let Some(class) = &service.priority_class {
        sound &= cx.check(dns_subdomain(class), class.span);
    }
    let container = main_container(cx, name, service);
    let volumes = volume::resolve(cx, &service.volumes);
    let ports = service_port::resolve(cx, service);
    let resources = container::resources(service.requests.as_ref(), service.limits.as_ref(), service.span);
    let security_context = container.as_ref().map(|container| {
        cx.security_context(service.security_context.as_ref(), &container.image, service.image.span)
    });
    let init_containers = container.as_ref().and_then(|container| init_containers(cx, service, container));
    let tolerations = toleration::resolve(cx, service.tolerations.as_ref());
    let termination_grace_period_seconds =
        cx.at_least(service.termination_grace_period_seconds.as_ref(), 0, 30);
    let iam = service.iam.as_ref().map_or(Some(None), |iam| iam::resolve(cx, iam).map(Some));
    let (volumes, ports) = (volumes?, ports?);
    let probes = probe::resolve(cx, service.health.as_ref(), &ports);
    let network_service = network_service(cx, entry, &ports);
    let update_strategy = update_strategy::resolve(service, &volumes);
    let replicas = replicas(cx, service, &volumes);
    workload_kind(cx, service, &volumes);
    Some(Service {
        key: sound.then(|| entry.key.clone())?,
        container: container?,
        init_containers: init_containers?,
        iam: iam?,
        resources: resources?,
        security_context: security_context?,
        labels: texts(&service.labels),
        annotations: texts(&service.annotations),
        image_pull_policy: service.image_pull_policy.as_ref().map(|policy| policy.value),
        node_selector: texts(&service.node_selector),
        tolerations: tolerations?,
        priority_class: service.priority_class.as_ref().map(|class| class.value.clone()),
        termination_grace_period_seconds,
        replicas,
        ports,
        network_service: network_service?,
        selector: selector(service, name),
        probes: probes?,
        health_span: service.health.as_ref().map_or(service.span, HealthSwitch::span),
        update_strategy,
        volumes,
        open_tables: open_tables(service),
    })
}

fn main_container<'a>(
    cx: &mut Resolver<'a>,
    name: &Text,
    service: &'a config::Service,
) -> Resolved<Container> {
    let image = cx.container_image(&service.image);
    let env = cx.env(&service.env);
    let env_from = cx.env_from(service.env_from.as_ref());
    Some(Container {
        name: name.clone(),
        image: image?,
        image_span: service.image.span,
        command_span: command_span(service.command.as_ref(), service.args.as_ref(), service.image.span),
        command: words(service.command.as_ref()),
        args: words(service.args.as_ref()),
        env: env?,
        env_from: env_from?,
    })
}

fn command_span(command: Option<&List<Text>>, args: Option<&List<Text>>, image: Span) -> Span {
    command.or(args).map_or(image, |words| words.span)
}

/// Init containers, in the order of the file; what they do not say is the main container's.
fn init_containers<'a>(
    cx: &mut Resolver<'a>,
    service: &'a config::Service,
    main: &Container,
) -> Resolved<Vec<Container>> {
    let resolved: Vec<_> = service
        .init_containers
        .iter()
        .map(|entry| {
            let init = &entry.value;
            let named = cx.check(dns_label(&entry.key), entry.key.span);
            let image_span = init.image.as_ref().map_or(main.image_span, |image| image.span);
            let image = init
                .image
                .as_ref()
                .map_or_else(|| Some(main.image.clone()), |image| cx.container_image(image));
            let env: Option<BTreeMap<String, EnvVar>> =
                if init.env.is_empty() { Some(main.env.clone()) } else { cx.env(&init.env) };
            let env_from: Option<Vec<EnvFrom>> = if init.env_from.is_none() {
                Some(main.env_from.clone())
            } else {
                cx.env_from(init.env_from.as_ref())
            };
            Some(Container {
                name: named.then(|| entry.key.clone())?,
                image: image?,
                image_span,
                command_span: command_span(init.command.as_ref(), init.args.as_ref(), image_span),
                command: words(init.command.as_ref()),
                args: words(init.args.as_ref()),
                env: env?,
                env_from: env_from?,
            })
        })
        .collect();
    resolved.into_iter().collect()
}

fn network_service(
    cx: &mut Resolver<'_>,
    entry: &Entry<config::Service>,
    ports: &[ServicePort],
) -> Resolved<Option<NetworkService>> {
    let service = &entry.value;
    if ports.is_empty() {
        let written = [
            service.service_name.as_ref().map(|name| name.span),
            service.service_type.as_ref().map(|kind| kind.span),
            service.service_annotations.iter().next().map(|annotation| annotation.key.span),
        ];
        if let Some(span) = written.into_iter().flatten().next() {
            cx.report
                .error("port-missing", span, "without a port there is no Service")
                .help("add `port`, or remove the key");
        }
        return Some(None);
    }
    let name = service_name(entry);
    let sound = cx.check(service_label(name), name.span);
    let service_type =
        service.service_type.unwrap_or_else(|| Spanned::new(default_type(cx, &entry.key), entry.key.span));
    sound.then(|| {
        Some(NetworkService {
            name: name.clone(),
            service_type,
            annotations: texts(&service.service_annotations),
        })
    })
}

/// NodePort where a load balancer sends requests to the nodes.
fn default_type(cx: &Resolver<'_>, key: &Text) -> ServiceType {
    let routed = cx.config.ingresses.iter().any(|ingress| {
        let to_nodes =
            ingress.value.target_type.as_ref().is_some_and(|target| target.value == TargetType::Instance);
        to_nodes && ingress.value.routes.0.iter().any(|route| route.value.service().value == key.value)
    });
    if routed { ServiceType::NodePort } else { ServiceType::ClusterIp }
}

/// A Service's name is a DNS label that begins with a letter.
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names>
fn service_label(name: &str) -> Result<(), Problem> {
    dns_label(name)?;
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(Problem::new(
        format!("Kubernetes does not accept `{name}` as the name of a Service"),
        "begin with a letter",
    ))
}

fn open_tables(service: &config::Service) -> Vec<OpenTable> {
    let table = |name, keys| OpenTable { name, keys };
    vec![
        table("env", keys(&service.env)),
        table("labels", keys(&service.labels)),
        table("annotations", keys(&service.annotations)),
        table("node_selector", keys(&service.node_selector)),
        table("selector", keys(&service.selector)),
        table("service_annotations", keys(&service.service_annotations)),
    ]
}

fn selector(service: &config::Service, name: &Text) -> BTreeMap<String, String> {
    if service.selector.is_empty() {
        return BTreeMap::from([("app".to_owned(), name.value.clone())]);
    }
    texts(&service.selector)
}

fn replicas(
    cx: &mut Resolver<'_>,
    service: &config::Service,
    volumes: &BTreeMap<String, Volume>,
) -> Spanned<i64> {
    let built = !service.image.contains(['/', ':', '@']);
    let default = if built && !volumes.values().any(Volume::is_new_claim) { 2 } else { 1 };
    let number = cx.at_least(service.replicas.as_ref(), 0, default);
    Spanned::new(number, service.replicas.as_ref().map_or(service.span, |replicas| replicas.span))
}

/// A volume with a `size` makes a StatefulSet unless the user says otherwise.
fn workload_kind(cx: &mut Resolver<'_>, service: &config::Service, volumes: &BTreeMap<String, Volume>) {
    let help = "pin `kind = \"Deployment\"`, with one replica";
    match &service.kind {
        Some(kind) if kind.value == WorkloadKind::StatefulSet => cx.later(kind.span, "a StatefulSet", help),
        None => {
            if let Some(volume) = volumes.values().find(|volume| volume.is_new_claim()) {
                cx.later(volume.span, "a StatefulSet, which a volume with a `size` makes,", help);
            }
        }
        Some(_) => {}
    }
}
