//! Containers of a pod.

use serde_json::{Value, json};

use super::env::{self, literal};
use super::object::object;
use super::{probe, security_context, volume};
use crate::model::{Container, ContainerImage, Model, Resources, Service};
use crate::read::config::ImagePullPolicy;

/// Tag of a built image in the manifests, which is pushed nowhere.
pub(super) const PIPELINE_TAG: &str = "set-by-pipeline";

/// The main container.
pub(super) fn main(model: &Model, service: &Service) -> Value {
    let container = &service.container;
    object([
        ("name", json!(container.name.value)),
        ("image", json!(image(model, container))),
        ("imagePullPolicy", pull_policy(service)),
        ("command", words(&container.command)),
        ("args", words(&container.args)),
        ("ports", ports(service)),
        ("envFrom", env::from(container)),
        ("env", env::variables(container)),
        ("resources", resources(&service.resources)),
        ("startupProbe", json!(service.probes.startup.as_ref().map(probe::probe))),
        ("readinessProbe", json!(service.probes.readiness.as_ref().map(probe::probe))),
        ("livenessProbe", json!(service.probes.liveness.as_ref().map(probe::probe))),
        ("securityContext", security_context::container(service)),
        ("volumeMounts", volume::mounts(service)),
    ])
}

/// The containers that run first, in the order of the file, with the main one's mounts, resources and rights.
pub(super) fn init_containers(model: &Model, service: &Service) -> Value {
    service.init_containers.iter().map(|container| init(model, service, container)).collect()
}

fn init(model: &Model, service: &Service, container: &Container) -> Value {
    object([
        ("name", json!(container.name.value)),
        ("image", json!(image(model, container))),
        ("imagePullPolicy", pull_policy(service)),
        ("command", words(&container.command)),
        ("args", words(&container.args)),
        ("envFrom", env::from(container)),
        ("env", env::variables(container)),
        ("resources", resources(&service.resources)),
        ("securityContext", security_context::container(service)),
        ("volumeMounts", volume::mounts(service)),
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

fn pull_policy(service: &Service) -> Value {
    json!(service.image_pull_policy.map(ImagePullPolicy::word))
}

fn words(words: &[String]) -> Value {
    words.iter().map(|word| literal(word)).collect()
}

/// Two ports of the Service may lead to one of the container, which has one name.
fn ports(service: &Service) -> Value {
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
