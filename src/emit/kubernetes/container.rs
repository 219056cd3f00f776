//! Containers of a pod.

use serde_json::{Value, json};

use super::env::{self, literal};
use super::object::object;
use super::workload::Workload;
use super::{probe, security_context, volume};
use crate::model::{Container, ContainerImage, Model, Pod, Probe, Probes, Resources};
use crate::read::config::{ImagePullPolicy, ServiceType};

/// Tag of a built image in the manifests, which is pushed nowhere.
pub(super) const PIPELINE_TAG: &str = "set-by-pipeline";

/// Seconds until a load balancer has taken out a pod that is to stop.
const DRAIN_SECONDS: i64 = 15;

/// The main container.
pub(super) fn main(model: &Model, workload: Workload<'_>) -> Value {
    let pod = workload.pod();
    let container = &pod.container;
    let probe = |probe: fn(&Probes) -> &Option<Probe>| match workload {
        Workload::Service(service) => json!(probe(&service.probes).as_ref().map(probe::probe)),
        Workload::Job(_) => Value::Null,
    };
    object([
        ("name", json!(container.name.value)),
        ("image", json!(image(model, container))),
        ("imagePullPolicy", pull_policy(pod)),
        ("command", words(&container.command)),
        ("args", words(&container.args)),
        ("ports", ports(workload)),
        ("envFrom", env::from(container)),
        ("env", env::variables(container)),
        ("resources", resources(&pod.resources)),
        ("startupProbe", probe(|probes| &probes.startup)),
        ("readinessProbe", probe(|probes| &probes.readiness)),
        ("livenessProbe", probe(|probes| &probes.liveness)),
        ("lifecycle", lifecycle(model, workload)),
        ("securityContext", security_context::container(pod)),
        ("volumeMounts", volume::mounts(model, pod)),
    ])
}

/// The containers that run first, in the order of the file, with the main one's mounts, resources and rights.
pub(super) fn init_containers(model: &Model, pod: &Pod) -> Value {
    pod.init_containers.iter().map(|container| init(model, pod, container)).collect()
}

fn init(model: &Model, pod: &Pod, container: &Container) -> Value {
    object([
        ("name", json!(container.name.value)),
        ("image", json!(image(model, container))),
        ("imagePullPolicy", pull_policy(pod)),
        ("command", words(&container.command)),
        ("args", words(&container.args)),
        ("envFrom", env::from(container)),
        ("env", env::variables(container)),
        ("resources", resources(&pod.resources)),
        ("securityContext", security_context::container(pod)),
        ("volumeMounts", volume::mounts(model, pod)),
    ])
}

fn image(model: &Model, container: &Container) -> String {
    match &container.image {
        ContainerImage::Public(reference) => reference.to_string(),
        ContainerImage::Built(key) => {
            let repository = model.images.get(key).map_or(key, |image| &image.repository);
            format!("{repository}:{PIPELINE_TAG}")
        }
    }
}

fn pull_policy(pod: &Pod) -> Value {
    json!(pod.image_pull_policy.map(ImagePullPolicy::word))
}

fn words(words: &[String]) -> Value {
    words.iter().map(|word| literal(word)).collect()
}

/// A pod that is to stop goes on answering until no load balancer sends it requests any more.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/>
fn lifecycle(model: &Model, workload: Workload<'_>) -> Value {
    let Workload::Service(service) = workload else { return Value::Null };
    let balanced = service
        .network_service
        .as_ref()
        .is_some_and(|own| own.service_type.value == ServiceType::LoadBalancer);
    // The program itself has the other half of the time.
    let seconds = DRAIN_SECONDS.min(service.pod.termination_grace_period_seconds / 2);
    if seconds == 0 || !balanced && !model.is_routed(service) {
        return Value::Null;
    }
    json!({ "preStop": { "sleep": { "seconds": seconds } } })
}

/// Two ports of the Service may lead to one of the container, which has one name.
fn ports(workload: Workload<'_>) -> Value {
    let Workload::Service(service) = workload else { return Value::Null };
    let own = service.ports.iter().filter(|port| service.container_port(port).name == port.name);
    own.map(|port| {
        json!({
            "name": port.name,
            "containerPort": port.port.number(),
            "protocol": port.protocol.word(),
        })
    })
    .collect()
}

fn resources(resources: &Resources) -> Value {
    let limits = object([
        ("cpu", json!(resources.cpu_limit.as_ref().map(|limit| limit.as_str()))),
        ("memory", json!(resources.memory_limit.as_str())),
    ]);
    json!({
        "requests": { "cpu": resources.cpu_request.as_str(), "memory": resources.memory_request.as_str() },
        "limits": limits,
    })
}
