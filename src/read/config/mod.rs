//! Every table and key of the language, as written: nothing is defaulted, nothing joined.

mod checks;
mod cluster;
mod container;
mod database;
mod health;
mod image;
mod ingress;
mod jenkins;
mod job;
mod kubernetes;
mod monitoring;
mod network;
mod notification;
mod pipeline;
mod placed;
mod pod;
mod project;
mod registry;
mod secrets;
mod service;
mod stage;
mod team;
mod values;

pub use checks::{Checks, PlainSeverity, RuleSetting, RuleSeverity, RuleTable};
pub use cluster::{Addon, AddonIdentity, CapacityType, Cluster, NodeGroup};
pub use container::{
    AccessMode, Iam, InitContainer, MountedFile, Resources, SecurityContext, Statement, Volume,
};
pub use database::{Database, Engine};
pub use health::{Health, HealthProbe, HealthSwitch, ProbeSwitch};
pub use image::{Image, Instructions};
pub use ingress::{Ingress, PathType, Route, RouteTable, Routes, Scheme, TargetType, Tls};
pub use jenkins::{Agent, AwsCredentials, AwsKeys, Git, Host, Jenkins, JobKind};
pub use job::{Job, JobRun, RestartPolicy};
pub use kubernetes::{Kubernetes, Layout, PodSecurity};
pub use monitoring::{Alarm, ComparisonOperator, CustomAlarm, Monitoring, Statistic};
pub use network::{NatGateways, Network, Subnet, Tier};
pub use notification::{Notification, PostCondition};
pub use pipeline::{Parameter, ParameterType, Pipeline, PostStep, Triggers};
pub use placed::{Bool, Int, List, Text};
pub use pod::{ImagePullPolicy, Pod};
pub use project::{Backend, Outputs, Project, Terraform};
pub use registry::{Registry, RegistryKind, TagMutability};
pub use secrets::{ConfigMap, CredentialKind, Secret};
pub use service::{
    Autoscaling, PortEntry, PortTable, Protocol, Service, ServiceType, Strategy, WorkloadKind,
};
pub use stage::{Approve, DeployMethod, QualityGate, Stage, TerraformAction};
pub use team::{ClusterAccess, Team, TeamGroup};
pub use values::{EnvTable, EnvValue, IntOrPercent, LanguageVersion, Literal, MinAvailable};

use crate::read::any::Any;
use crate::read::decode::Later;
use crate::read::named::{Map, Named};
use crate::read::partial::Partial;
use crate::read::table::table;
use crate::span::{Span, Spanned};
use crate::value::ProjectPath;

table! {
    /// `kura.toml`: the infrastructure, images, workloads and pipeline of one project.
    pub struct Config {
        /// Version of the language.
        kura: Spanned<LanguageVersion> = "", "1";
        /// What everything else is named after.
        project: Project = "", r#"{ name = "shop" }"#;
        /// Where the output is written.
        outputs: Option<Outputs> = "folders beside kura.toml", r#"{ terraform = "infra" }"#;
        /// Versions and state of the root modules.
        terraform: Option<Terraform> = "pinned by kura", r#"{ aws_provider_version = "~> 6.0" }"#;
        /// The VPC and its subnets.
        network: Option<Network> = "no network", r#"{ cidr_block = "10.0.0.0/16" }"#;
        /// The EKS cluster.
        cluster: Option<Cluster> = "no cluster", r#"{ version = "1.35" }"#;
        /// Where images live.
        registry: Option<Registry> = "Docker Hub", r#"{ namespace = "acme" }"#;
        /// RDS databases.
        databases: Named<Database> = "none", r#"{ main = { engine = "postgres", engine_version = "17.7", instance_class = "db.t4g.micro" } }"#;
        /// People with access to the AWS account.
        team: Option<Team> = "nobody", r#"{ groups = { developers = { users = ["ada"] } } }"#;
        /// Alarms and logs.
        monitoring: Option<Monitoring> = "none", "{ alarms = { node_cpu = 80 } }";
        /// Names of secrets, and where their values live.
        secrets: Named<Secret> = "none", r#"{ dockerhub = { jenkins = "dockerhub-login", kind = "username_password" } }"#;
        /// Settings that are no secret.
        config_maps: Named<ConfigMap> = "none", r#"{ app = { data = { MODE = "live" } } }"#;
        /// Images that the pipeline builds.
        images: Named<Image> = "none", r#"{ web = { context = "web" } }"#;
        /// Workloads that run all the time.
        services: Named<Service> = "none", r#"{ web = { image = "nginx:1.29", port = 80 } }"#;
        /// Workloads that end.
        jobs: Named<Job> = "none", r#"{ migrate = { image = "nginx:1.29" } }"#;
        /// Ways in from outside.
        ingresses: Named<Ingress> = "none", r#"{ shop = { routes = { "/" = "web" } } }"#;
        /// What holds for all manifests.
        kubernetes: Option<Kubernetes> = "a namespace with the project's name", r#"{ namespace = "shop" }"#;
        /// The pipeline, and the hosts it runs on.
        jenkins: Option<Jenkins> = "no Jenkinsfile", "{ timeout_minutes = 30 }";
        /// Who hears of a build.
        notifications: Named<Notification> = "nobody", r#"{ slack = { webhook = "slack_webhook" } }"#;
        /// How strict kura is.
        checks: Option<Checks> = "the rules' own severities", r#"{ as_of = "2026-11-22" }"#;
        /// Variants of the project.
        environments: Later<Map<Any>> = "none", "{ prod = { services = { web = { replicas = 4 } } } }";
        /// Keys that each entry of a table has unless it says otherwise.
        defaults: Option<Defaults> = "none", "{ services = { replicas = 2 } }";
    }
}

table! {
    /// `[defaults]`: keys that each entry of a table has unless it says otherwise.
    pub struct Defaults {
        /// Of services.
        services: Option<Partial<Service>> = "none", "{ replicas = 2 }";
        /// Of jobs.
        jobs: Option<Partial<Job>> = "none", "{ backoff_limit = 0 }";
        /// Of images.
        images: Option<Partial<Image>> = "none", r#"{ platform = "linux/arm64" }"#;
        /// Of node groups.
        node_groups: Option<Partial<NodeGroup>> = "none", "{ disk_size = 80 }";
        /// Of Jenkins agents.
        agents: Option<Partial<Agent>> = "none", r#"{ tools = ["docker"] }"#;
    }
}

impl Config {
    /// Where the user chose the path of an output, as nearly as can be said.
    pub fn place_of(&self, output: &ProjectPath) -> Span {
        let outputs = self.outputs.as_ref();
        let jenkinsfile = outputs.and_then(|outputs| outputs.jenkinsfile.as_ref());
        let dockerfiles = self.images.iter().filter_map(|image| image.value.dockerfile.as_ref());
        let folders = outputs.map(|outputs| {
            [outputs.terraform.as_ref(), outputs.manifests.as_ref(), outputs.jenkins_terraform.as_ref()]
        });
        // A `.dockerignore` is called like its Dockerfile.
        let dockerfile = output.as_str().strip_suffix(".dockerignore");
        let is_output =
            |path: &&Spanned<ProjectPath>| path.value == *output || Some(path.as_str()) == dockerfile;
        let files = jenkinsfile.into_iter().chain(dockerfiles).filter(is_output);
        let folders = folders.into_iter().flatten().flatten().filter(|path| output.is_within(&path.value));
        let chosen = files.chain(folders).map(|path| path.span).next();
        chosen.or(outputs.map(|outputs| outputs.span)).unwrap_or(self.project.span)
    }
}
