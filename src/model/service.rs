//! Workloads that run all the time, and their Services.

use std::collections::BTreeMap;

use super::pod::{self, Pod};
use super::resolver::{Resolved, Resolver, is_on, keys, texts};
use super::workload::Workload;
use super::{
    Autoscaling, ContainerImage, Iam, OpenTable, Probes, ServicePort, UpdateStrategy, Volume, autoscaling,
    iam, probe, service_port, update_strategy,
};
use crate::read::Entry;
use crate::read::config::{
    self, HealthSwitch, IntOrPercent, MinAvailable, ServiceType, TargetType, Text, WorkloadKind,
};
use crate::span::{Span, Spanned};
use crate::value::{Problem, dns_label};

/// A Deployment or StatefulSet, and its Service if it has ports.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// What its pods are.
    pub pod: Pod,
    /// What it may do in AWS.
    pub iam: Option<Iam>,
    /// Whether its pods are interchangeable.
    pub kind: WorkloadKind,
    /// How many pods; with `autoscaling`, the least number.
    pub replicas: Spanned<i64>,
    /// How many pods under which load.
    pub autoscaling: Option<Autoscaling>,
    /// Pods that a PodDisruptionBudget keeps; `None`: there is no budget.
    pub min_available: Option<Spanned<IntOrPercent>>,
    /// Whether pods are spread over zones.
    pub topology_spread: bool,
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

    /// Whether its load balancer is made by the AWS Load Balancer Controller alone.
    ///
    /// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#lb-type>
    pub fn is_left_to_controller(&self) -> bool {
        let kind = self.annotations.get("service.beta.kubernetes.io/aws-load-balancer-type");
        self.service_type.value == ServiceType::LoadBalancer
            && kind.is_some_and(|kind| matches!(kind.as_str(), "external" | "nlb-ip"))
    }
}

impl Service {
    /// Name of the workload.
    pub fn name(&self) -> &str {
        self.pod.name()
    }

    /// Whether its pods have identities, and claims of their own.
    pub fn is_stateful_set(&self) -> bool {
        self.kind == WorkloadKind::StatefulSet
    }

    /// Name of the headless Service from which the pods of a StatefulSet have their names.
    pub fn governing_service(&self) -> String {
        match &self.network_service {
            Some(own) if own.service_type.value == ServiceType::Headless => own.name.value.clone(),
            _ => format!("{}-headless", self.name()),
        }
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
    entry.value.service_name.as_ref().or(entry.value.pod.name.as_ref()).unwrap_or(&entry.key)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::Service>) -> Resolved<Service> {
    let service = &entry.value;
    let workload = Workload::new(&entry.key, &entry.value.pod);
    let sound = cx.labels(&service.selector) & cx.annotations(&service.service_annotations);
    let pod = pod::resolve(cx, &workload);
    let ports = service_port::resolve(cx, service);
    let autoscaling = autoscaling::resolve(cx, service);
    let iam = iam::of_workload(cx, &entry.key, service.pod.iam.as_ref());
    let ports = ports?;
    let probes = probe::resolve(cx, service.health.as_ref(), &ports);
    let network_service = network_service(cx, entry, &ports);
    let (pod, autoscaling) = (pod?, autoscaling?);
    let replicas = replicas(cx, service, &pod, autoscaling.as_ref());
    let several = replicas.value > 1;
    let kind = workload_kind(cx, service, &pod);
    Some(Service {
        key: sound.then(|| entry.key.clone())?,
        iam: iam?,
        kind,
        min_available: min_available(service, several),
        topology_spread: is_on(service.topology_spread.as_ref(), several),
        replicas,
        autoscaling,
        network_service: network_service?,
        selector: selector(service, workload.name),
        probes: probes?,
        health_span: service.health.as_ref().map_or(service.span, HealthSwitch::span),
        update_strategy: update_strategy::resolve(service, kind, &pod.volumes),
        open_tables: open_tables(service, &workload),
        ports,
        pod,
    })
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

fn selector(service: &config::Service, name: &Text) -> BTreeMap<String, String> {
    if service.selector.is_empty() {
        return BTreeMap::from([("app".to_owned(), name.value.clone())]);
    }
    texts(&service.selector)
}

/// Two are the least that survives the loss of a node; what holds data, or is not ours, may not run twice.
fn replicas(
    cx: &mut Resolver<'_>,
    service: &config::Service,
    pod: &Pod,
    autoscaling: Option<&Autoscaling>,
) -> Spanned<i64> {
    if let Some(autoscaling) = autoscaling {
        return autoscaling.min_replicas;
    }
    let built = matches!(pod.container.image, ContainerImage::Built(_));
    let default = if built && !pod.volumes.values().any(Volume::is_new_claim) { 2 } else { 1 };
    let number = cx.at_least(service.replicas.as_ref(), 0, default);
    Spanned::new(number, service.replicas.as_ref().map_or(service.span, |replicas| replicas.span))
}

/// A volume with a `size` makes a StatefulSet unless the user says otherwise.
fn workload_kind(cx: &mut Resolver<'_>, service: &config::Service, pod: &Pod) -> WorkloadKind {
    let claims = pod.volumes.values().any(Volume::is_new_claim);
    let default = if claims { WorkloadKind::StatefulSet } else { WorkloadKind::Deployment };
    let kind = service.kind.as_ref().map_or(default, |kind| kind.value);
    if kind == WorkloadKind::StatefulSet {
        let surges = [&service.max_surge, &service.max_unavailable].into_iter().flatten().map(|key| key.span);
        let keys = service.strategy.iter().map(|key| key.span).chain(surges);
        for span in keys {
            cx.report
                .error("strategy-of-stateful-set", span, "this key is for a Deployment")
                .related(
                    service.kind.as_ref().map_or(service.span, |kind| kind.span),
                    "this is a StatefulSet",
                )
                .help("remove the key, or pin `kind = \"Deployment\"`");
        }
        cx.check(stateful_set_name(pod.name()), pod.container.name.span);
    }
    kind
}

/// The name of a revision, eleven characters longer, must be a label.
///
/// Source: <https://github.com/kubernetes/kubernetes/issues/64023>
fn stateful_set_name(name: &str) -> Result<(), Problem> {
    if name.len() <= 52 {
        return Ok(());
    }
    Err(Problem::new(format!("`{name}` is too long for a StatefulSet"), "use at most 52 characters"))
}

fn min_available(service: &config::Service, several: bool) -> Option<Spanned<IntOrPercent>> {
    let one = |span| Spanned::new(IntOrPercent::Int(1), span);
    match &service.min_available {
        None => several.then(|| one(service.span)),
        Some(Spanned { value: MinAvailable::Switch(on), span }) => on.then(|| one(*span)),
        Some(Spanned { value: MinAvailable::Pods(pods), span }) => Some(Spanned::new(pods.clone(), *span)),
    }
}

fn open_tables(service: &config::Service, workload: &Workload<'_>) -> Vec<OpenTable> {
    let mut tables = pod::open_tables(workload);
    tables.push(OpenTable { name: "selector", keys: keys(&service.selector) });
    tables.push(OpenTable { name: "service_annotations", keys: keys(&service.service_annotations) });
    tables
}
