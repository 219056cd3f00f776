//! Stages of a pipeline: where each runs, under which conditions, and what it does.

use std::collections::BTreeMap;

use super::agent_label::AgentLabel;
use super::credential::Binding;
use super::steps::Steps;
use crate::lang::groovy::Node;
use crate::read::config::{DeployMethod, Text};
use crate::span::Span;
use crate::value::ProjectPath;

/// One stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its key in `[jenkins.stages]`, whether it is written there or not.
    pub key: String,
    /// How Jenkins shows it; of those that run once for each image, the beginning.
    pub title: String,
    /// The plugin that Jenkins needs for its steps, beside those that every pipeline needs.
    pub plugin: Option<&'static str>,
    /// Where it is written; without that, where the pipeline is.
    pub span: Span,
    /// Where it runs.
    pub agent: AgentLabel,
    /// Limit in minutes.
    pub timeout_minutes: Option<i64>,
    /// How often it is tried; at least two.
    pub retry: Option<i64>,
    /// The only branch it runs on.
    pub when_branch: Option<Text>,
    /// What it does.
    pub kind: StageKind,
}

/// What a stage does.
#[derive(Debug, Clone)]
pub enum StageKind {
    /// Runs steps that need nothing but the sources.
    Steps(BuiltInSteps),
    /// Plans, and applies.
    Terraform(TerraformStage),
    /// Builds, scans and pushes each image, side by side; these stages are the steps on the way.
    Images(Vec<Stage>),
    /// Builds an image.
    Build {
        /// Whether an image is skipped that the registry has already.
        only_changed: bool,
    },
    /// Scans an image: a command line, to which the image is added.
    ImageScan(String),
    /// Pushes an image.
    Push,
    /// Installs charts.
    Addons,
    /// Runs the jobs that come before the deployment.
    Migrate,
    /// Deploys services.
    Deploy(Deploy),
    /// Runs the jobs that come after the deployment.
    AfterDeploy,
    /// What the user wrote.
    Own(OwnStage),
}

/// Steps of kura's own.
#[derive(Debug, Clone)]
pub struct BuiltInSteps {
    /// Folder of the workspace they run in.
    pub dir: ProjectPath,
    /// In the order in which they run.
    pub steps: Vec<Step>,
    /// Ids of the credentials that they are given.
    pub credentials: Vec<String>,
}

/// One step.
#[derive(Debug, Clone)]
pub enum Step {
    /// A shell script.
    Sh(String),
    /// What only a plugin of Jenkins does.
    Jenkins(Node),
}

/// Options of `terraform`.
#[derive(Debug, Clone)]
pub struct TerraformStage {
    /// What it does.
    pub action: TerraformAction,
    /// Whether a person approves, and how many minutes they may take.
    pub approve: Option<i64>,
}

pub use crate::read::config::TerraformAction;

/// Options of `deploy`.
#[derive(Debug, Clone)]
pub struct Deploy {
    /// How the digests reach the cluster.
    pub method: DeployMethod,
    /// Whether a person approves, and how many minutes they may take.
    pub approve: Option<i64>,
    /// Limit of each rollout in seconds, if the user says it.
    pub rollout_seconds: Option<i64>,
    /// Limit of the stage's work in minutes.
    pub minutes: i64,
    /// Whether a failed rollout is undone.
    pub rollback: bool,
    /// Whether objects that are no longer emitted are deleted.
    pub prune: bool,
}

impl StageKind {
    /// Whether it rolls services out; a commit of digests leaves that to others.
    pub fn rolls_out(&self) -> bool {
        matches!(self, Self::Deploy(deploy) if deploy.method != DeployMethod::GitCommit)
    }
}

/// A stage of the user's.
#[derive(Debug, Clone)]
pub struct OwnStage {
    /// What it does.
    pub steps: Steps,
    /// Folder it runs in.
    pub dir: ProjectPath,
    /// Variables, by name.
    pub environment: BTreeMap<String, Text>,
    /// Secrets.
    pub bindings: Vec<Binding>,
    /// A question to answer first, and how many minutes that may take.
    pub input: Option<(String, i64)>,
}

impl Stage {
    /// Minutes that a person may take to answer.
    pub fn waits_minutes(&self) -> i64 {
        match &self.kind {
            StageKind::Terraform(terraform) => terraform.approve.unwrap_or(0),
            StageKind::Deploy(deploy) => deploy.approve.unwrap_or(0),
            StageKind::Own(own) => own.input.as_ref().map_or(0, |(_, minutes)| *minutes),
            _ => 0,
        }
    }

    /// The stages in it, itself first.
    pub fn all(&self) -> impl Iterator<Item = &Self> {
        let inner = match &self.kind {
            StageKind::Images(stages) => stages.as_slice(),
            _ => &[],
        };
        [self].into_iter().chain(inner)
    }

    /// Ids of the credentials that it is given.
    pub fn credentials(&self) -> Vec<&str> {
        match &self.kind {
            StageKind::Steps(steps) => steps.credentials.iter().map(String::as_str).collect(),
            StageKind::Own(own) => own.bindings.iter().map(|binding| binding.credential.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}
