//! Phase 2: from [`Config`](crate::read::Config) to [`Model`]: references joined, values checked, defaults applied once.

mod addon;
mod autoscaling;
mod build;
mod capacity;
mod checks;
mod cluster;
mod config_map;
mod container;
mod database;
mod docker_build;
mod dockerfile;
mod iam;
mod image;
mod ingress;
mod ingress_tls;
mod jenkins;
mod job;
mod kubernetes;
mod monitoring;
mod mounted_file;
mod named_image;
mod network;
mod node_group;
mod notification;
mod open_table;
mod outputs;
mod pod;
mod probe;
mod project;
mod reach;
mod references;
mod registry;
mod resolver;
mod rollout;
mod secret;
mod service;
mod service_port;
mod static_site;
mod stored_secret;
mod team;
mod terraform;
mod toleration;
mod update_strategy;
mod uses;
mod volume;
mod without_effect;
mod workload;
mod workload_role;

use std::collections::{BTreeMap, BTreeSet};

pub use addon::{Addon, AddonAccount, AddonKind, Chart, MissingAddon, addon_account};
pub use autoscaling::Autoscaling;
pub use build::{
    Build, Dotnet, Go, Instructions, Java, JavaTool, Language, Node, NodeManager, Python, PythonManager, Ruby,
};
pub use capacity::Pods;
pub use checks::{CheckSetting, Checks};
pub use cluster::Cluster;
pub use config_map::ConfigMap;
pub use container::{Container, ContainerImage, EnvFrom, EnvVar, Resources, SecurityContext};
pub use database::Database;
pub use dockerfile::{Dockerfile, Place};
pub use iam::{Iam, Statement};
pub use image::{Image, ImageSource};
pub use ingress::{Backend as IngressBackend, Ingress, IngressRule};
pub use ingress_tls::{Certificate, IngressTls};
pub use jenkins::{
    Agent, AgentLabel, AwsLogin, Binding, Controller, DependencyCheck, Deploy, Git, Host, HostSubnet, Hosts,
    Jenkins, KubeLogin, OwnStage, Parameter, ParameterValue, Pipeline, Scan, Sonarqube, Stage, StageKind,
    Steps, TerraformAction, TerraformStage, Triggers, UserData,
};
pub use job::Job;
pub use kubernetes::{Kubernetes, Merge, OwnManifest};
pub use monitoring::{Alarm, Metric, Monitoring, Watched};
pub use mounted_file::{FileSource, MountedFile};
pub use named_image::NamedImage;
pub use network::{Network, Subnet, SubnetSource, Vpc};
pub use node_group::NodeGroup;
pub use notification::{Notification, Way};
pub use open_table::OpenTable;
pub use outputs::Outputs;
pub use pod::Pod;
pub use probe::{Probe, ProbeKind, Probes, Timing};
pub use project::Project;
pub use reach::Reach;
pub use registry::{Ecr, Login, Registry, Repositories};
pub use rollout::LOAD_BALANCER_MINUTES;
pub use secret::Secret;
pub use service::{NetworkService, Service};
pub use service_port::ServicePort;
pub use static_site::StaticSite;
pub use stored_secret::{SECRET_FILLERS, Store, StoredSecret};
pub use team::{Team, TeamGroup};
pub use terraform::{StateBackend, Terraform};
pub use toleration::Toleration;
pub use update_strategy::UpdateStrategy;
pub use uses::Use;
pub use volume::{StorageClass, Volume, VolumeSource};
pub use without_effect::WithoutEffect;
pub use workload_role::WorkloadRole;

use crate::diagnostic::Report;
use crate::read::Reading;
use crate::read::config::Text;
use crate::repository::Repository;
use crate::span::Span;
use crate::value::Date;
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
    /// Add-ons of the cluster that are on, by name.
    pub addons: BTreeMap<String, Addon>,
    /// Add-ons that are switched off, and needed.
    pub missing_addons: Vec<MissingAddon>,
    /// RDS databases, by key.
    pub databases: BTreeMap<String, Database>,
    /// People with access to the account.
    pub team: Option<Team>,
    /// Alarms and logs.
    pub monitoring: Monitoring,
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
    /// Workloads that end, by key.
    pub jobs: BTreeMap<String, Job>,
    /// Ways in from outside, by key.
    pub ingresses: BTreeMap<String, Ingress>,
    /// Who reaches each service, by its key; nothing reaches one that is not there.
    pub reach: BTreeMap<String, Reach>,
    /// What holds for all manifests.
    pub kubernetes: Kubernetes,
    /// The pipeline.
    pub jenkins: Option<Jenkins>,
    /// The EC2 instances that Jenkins runs on; there are some when kura makes any.
    pub jenkins_hosts: Option<Hosts>,
    /// Who hears of a build, by key.
    pub notifications: BTreeMap<String, Notification>,
    /// How strict kura is.
    pub checks: Checks,
    /// Where texts of the file write passwords out, whatever their keys.
    pub passwords: Vec<Span>,
    /// Keys that are written where they change nothing.
    pub without_effect: Vec<WithoutEffect>,
}

impl Model {
    /// Every text that containers are given, and where it stands: words of commands, variables, config data.
    pub fn texts(&self) -> impl Iterator<Item = (&str, Span)> {
        let containers = self.pods().flat_map(Pod::containers).flat_map(Container::texts);
        let data = self.config_maps.values().flat_map(|map| map.data.values());
        containers.chain(data.map(|text| (text.as_str(), text.span)))
    }

    /// Ids of all Jenkins credentials that the pipelines use.
    pub fn credentials(&self) -> BTreeSet<&str> {
        let login = self.registry.login.iter().map(|login| match login {
            Login::UsernamePassword(id) | Login::Token { credential: id, .. } => id.as_str(),
        });
        let webhooks = self.notifications.values().filter_map(|notification| match &notification.way {
            Way::Webhook(id) => Some(id.as_str()),
            Way::Channel(_) | Way::Email(_) => None,
        });
        let jenkins = self.jenkins.iter().flat_map(Jenkins::credentials);
        let hosts = self.jenkins_hosts.iter().flat_map(Hosts::credentials);
        login.chain(webhooks).chain(jenkins).chain(hosts).collect()
    }

    /// The Secrets that the pipeline fills, and from which credential.
    pub fn filled_secrets(&self) -> impl Iterator<Item = &Secret> {
        self.secrets.values().filter(|secret| secret.jenkins.is_some() && secret.kubernetes.is_some())
    }

    /// The pods of all services, then of all jobs.
    pub fn pods(&self) -> impl Iterator<Item = &Pod> {
        self.workloads().map(|(_, pod, _)| pod)
    }

    /// The key, the pods and the permissions of all services, then of all jobs.
    pub fn workloads(&self) -> impl Iterator<Item = (&Text, &Pod, Option<&Iam>)> {
        let services = self.services.values();
        let services = services.map(|service| (&service.key, &service.pod, service.iam.as_ref()));
        services.chain(self.jobs.values().map(|job| (&job.key, &job.pod, job.iam.as_ref())))
    }

    /// The hosts that the deployment points to a load balancer, each with its ingress and its Route 53 zone; none where
    /// external-dns does it.
    pub fn alias_records(&self) -> BTreeMap<&str, (&Ingress, &Text)> {
        if self.has_addon("external-dns") {
            return BTreeMap::new();
        }
        let zoned = self.ingresses.values().filter_map(|ingress| Some((ingress, ingress.zone()?)));
        zoned.flat_map(|(ingress, zone)| ingress.hosts().map(move |host| (host, (ingress, zone)))).collect()
    }

    /// The ingresses that the AWS Load Balancer Controller serves.
    pub fn alb_ingresses(&self) -> impl Iterator<Item = &Ingress> {
        self.ingresses.values().filter(|ingress| ingress.is_alb())
    }

    /// Whether an ingress sends a service requests.
    pub fn is_routed(&self, service: &Service) -> bool {
        let rules = self.ingresses.values().flat_map(|ingress| &ingress.rules);
        rules.flat_map(|rule| &rule.paths).any(|path| path.service.value == service.key.value)
    }

    /// Whether an add-on is on.
    pub fn has_addon(&self, name: &str) -> bool {
        self.addons.contains_key(name)
    }

    /// The Terraform outputs that containers are given, and which only an apply makes known.
    pub fn terraform_outputs(&self) -> BTreeSet<&str> {
        let containers = self.pods().flat_map(Pod::containers);
        let values = containers.flat_map(|container| container.env.values());
        values
            .filter_map(|value| match value {
                EnvVar::TerraformOutput(name) => Some(name.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The workloads that have a Service, by its name.
    pub fn hosts(&self) -> BTreeMap<&str, &Service> {
        let services = self.services.values();
        services
            .filter_map(|service| Some((service.network_service.as_ref()?.name.as_str(), service)))
            .collect()
    }

    /// Where the Jenkins hosts stand, if it is known here.
    pub fn hosts_network(&self) -> Option<&Network> {
        self.jenkins_network().or(self.network.as_ref())
    }

    /// The network that the Jenkins hosts have to themselves.
    pub fn jenkins_network(&self) -> Option<&Network> {
        self.jenkins_hosts.as_ref()?.network.as_ref()
    }

    /// The application's network, then the one of the Jenkins hosts.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.network.iter().chain(self.jenkins_network())
    }

    /// The name of the Service that a host means, if it can be one of this namespace.
    pub fn service_name<'h>(&self, host: &'h str) -> Option<&'h str> {
        let (name, rest) = host.split_once('.').unwrap_or((host, ""));
        let rest = rest.strip_prefix(self.kubernetes.namespace.as_str()).unwrap_or(rest);
        matches!(rest, "" | ".svc" | ".svc.cluster.local").then_some(name)
    }
}

/// Resolves a configuration; `None` after errors, which the report then holds.
///
/// Every table is looked at, also after an error in another.
///
/// `as_of` is the day that ages the bundled tables, if the command line names one.
pub fn resolve(
    reading: &Reading,
    repository: &dyn Repository,
    as_of: Option<Date>,
    report: &mut Report,
) -> Option<Model> {
    let mut resolver = Resolver { config: &reading.config, repository, as_of, report };
    let project = project::resolve(&mut resolver);
    let outputs = outputs::resolve(&mut resolver);
    let terraform = terraform::resolve(&mut resolver);
    let network = network::resolve(&mut resolver);
    let cluster = cluster::resolve(&mut resolver);
    let databases = database::resolve(&mut resolver);
    let team = team::resolve(&mut resolver);
    let monitoring = monitoring::resolve(&mut resolver);
    let registry = registry::resolve(&mut resolver);
    let secrets = secret::resolve(&mut resolver);
    let config_maps = config_map::resolve(&mut resolver);
    let images = image::resolve(&mut resolver);
    let services = service::resolve(&mut resolver);
    let jobs = job::resolve(&mut resolver);
    let ingresses = ingress::resolve(&mut resolver);
    let addons = match (&network, &services, &jobs, &monitoring, &ingresses) {
        (Some(network), Some(services), Some(jobs), Some(monitoring), Some(ingresses)) => {
            let network = network.as_ref();
            addon::resolve(&mut resolver, &addon::Needs { network, services, jobs, monitoring, ingresses })
        }
        _ => None,
    };
    let kubernetes = kubernetes::resolve(&mut resolver);
    let parts = jenkins::Parts {
        services: services.as_ref(),
        jobs: jobs.as_ref(),
        addons: addons.iter().flat_map(|(on, _)| on.values()).collect(),
        ingresses: ingresses.iter().flat_map(BTreeMap::values).collect(),
    };
    let jenkins = jenkins::resolve(&mut resolver, &parts);
    let jenkins_hosts = jenkins::resolve_hosts(&mut resolver, network.as_ref());
    let (notifications, checks) = (notification::resolve(&mut resolver), checks::resolve(&mut resolver));
    let ((addons, missing_addons), services, jobs, ingresses) = (addons?, services?, jobs?, ingresses?);
    let model = Model {
        project: project?,
        outputs,
        terraform: terraform?,
        network: network?,
        cluster: cluster?,
        addons,
        missing_addons,
        databases: databases?,
        team: team?,
        monitoring: monitoring?,
        registry: registry?,
        secrets: secrets?,
        config_maps: config_maps?,
        images: images?,
        reach: reach::reach(&services, &jobs, &ingresses),
        services,
        jobs,
        ingresses,
        kubernetes: kubernetes?,
        jenkins: jenkins?,
        jenkins_hosts: jenkins_hosts?,
        notifications: notifications?,
        checks: checks?,
        passwords: reading.passwords.clone(),
        without_effect: Vec::new(),
    };
    let without_effect = without_effect::find(&reading.config, &model);
    Some(Model { without_effect, ..model })
}
