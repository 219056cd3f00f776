//! Phase 2: from [`Config`] to [`Model`]: references joined, values checked, defaults applied once.

mod build;
mod cluster;
mod config_map;
mod container;
mod docker_build;
mod image;
mod ingress;
mod jenkins;
mod kubernetes;
mod network;
mod notification;
mod outputs;
mod probe;
mod project;
mod registry;
mod resolver;
mod rollout;
mod secret;
mod service;
mod service_port;
mod static_site;
mod terraform;
mod toleration;
mod update_strategy;
mod volume;

use std::collections::BTreeMap;

pub use build::{Build, Language};
pub use cluster::Cluster;
pub use config_map::ConfigMap;
pub use container::{Container, ContainerImage, EnvFrom, EnvVar, Resources, SecurityContext};
pub use image::{Image, ImageSource};
pub use ingress::{Backend as IngressBackend, Ingress, IngressRule, IngressTls};
pub use jenkins::{AgentLabel, Jenkins};
pub use kubernetes::Kubernetes;
pub use network::{Network, Subnet};
pub use notification::Notification;
pub use outputs::Outputs;
pub use probe::{Probe, ProbeKind, Probes, Timing};
pub use project::Project;
pub use registry::{Login, Registry};
pub use secret::Secret;
pub use service::{NetworkService, Service};
pub use service_port::ServicePort;
pub use static_site::StaticSite;
pub use terraform::{StateBackend, Terraform};
pub use toleration::Toleration;
pub use update_strategy::UpdateStrategy;
pub use volume::{StorageClass, Volume, VolumeSource};

use crate::diagnostic::Report;
use crate::read::Config;
use crate::repository::Repository;
use resolver::Resolver;

/// A whole project, complete and consistent: what the rules check and the emitters print.
#[derive(Debug, Clone)]
pub struct Model {
    /// What everything is named after.
    pub project: Project,
    /// Where the output is written.
    pub outputs: Outputs,
    /// The application's root module; there is one when anything is made in AWS.
    pub terraform: Option<Terraform>,
    /// The VPC; when there is one, so is `terraform`.
    pub network: Option<Network>,
    /// The EKS cluster.
    pub cluster: Option<Cluster>,
    /// Where images live.
    pub registry: Registry,
    /// Names of secrets, by key.
    pub secrets: BTreeMap<String, Secret>,
    /// Settings, by key.
    pub config_maps: BTreeMap<String, ConfigMap>,
    /// Images, by key.
    pub images: BTreeMap<String, Image>,
    /// Workloads, by key.
    pub services: BTreeMap<String, Service>,
    /// Ways in from outside, by key.
    pub ingresses: BTreeMap<String, Ingress>,
    /// What holds for all manifests.
    pub kubernetes: Kubernetes,
    /// The pipeline.
    pub jenkins: Option<Jenkins>,
    /// Who hears of a build, by key.
    pub notifications: BTreeMap<String, Notification>,
}

/// Resolves a configuration; `None` after errors, which the report then holds.
///
/// Every table is looked at, also after an error in another.
pub fn resolve(config: &Config, repository: &dyn Repository, report: &mut Report) -> Option<Model> {
    let mut resolver = Resolver { config, repository, report };
    let project = project::resolve(&mut resolver);
    let outputs = outputs::resolve(&mut resolver);
    let terraform = terraform::resolve(&mut resolver);
    let network = network::resolve(&mut resolver);
    let cluster = cluster::resolve(&mut resolver);
    let registry = registry::resolve(&mut resolver);
    let secrets = secret::resolve(&mut resolver);
    let config_maps = config_map::resolve(&mut resolver);
    let images = image::resolve(&mut resolver);
    let services = service::resolve(&mut resolver);
    let ingresses = ingress::resolve(&mut resolver);
    let kubernetes = kubernetes::resolve(&mut resolver);
    let jenkins = jenkins::resolve(&mut resolver, services.as_ref());
    let notifications = notification::resolve(&mut resolver);
    Some(Model {
        project: project?,
        outputs,
        terraform: terraform?,
        network: network?,
        cluster: cluster?,
        registry: registry?,
        secrets: secrets?,
        config_maps: config_maps?,
        images: images?,
        services: services?,
        ingresses: ingresses?,
        kubernetes: kubernetes?,
        jenkins: jenkins?,
        notifications: notifications?,
    })
}
