//! Stages of a pipeline: where each runs, under which conditions, and what it does.

use std::collections::BTreeMap;

use super::agent_label::AgentLabel;
use super::credential::Binding;
use super::steps::Steps;
use crate::read::config::{DeployMethod, QualityGate, Text};
use crate::span::Span;
use crate::value::ProjectPath;

/// One stage.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its key in `[jenkins.stages]`, whether it is written there or not.
    pub key: String,
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
    /// Runs the unit tests of images.
    UnitTests,
    /// Has the code analysed.
    Sonarqube(Sonarqube),
    /// Looks up known holes of dependencies.
    DependencyCheck(DependencyCheck),
    /// Scans the repository.
    FileScan(Scan),
    /// Plans, and applies.
    Terraform(TerraformStage),
    /// Builds, scans and pushes each image, side by side; these stages are the steps on the way.
    Images(Vec<Stage>),
    /// Builds an image.
    Build {
        /// Whether an image is skipped that the registry has already.
        only_changed: bool,
    },
    /// Scans an image.
    ImageScan(Scan),
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
    /// Asks for pages.
    SmokeTest(Vec<String>),
    /// What the user wrote.
    Own(OwnStage),
}

/// Options of `sonarqube`.
#[derive(Debug, Clone)]
pub struct Sonarqube {
    /// Name of the server in Jenkins.
    pub server: String,
    /// Name of the scanner in Jenkins; `None`: it is on the agent.
    pub scanner: Option<String>,
    /// Key of the project.
    pub project_key: String,
    /// Id of the credential.
    pub credentials: Option<String>,
    /// What a failed gate does.
    pub quality_gate: QualityGate,
}

/// Options of `dependency_check`.
#[derive(Debug, Clone)]
pub struct DependencyCheck {
    /// Name of the installation in Jenkins.
    pub installation: String,
    /// Arguments.
    pub arguments: String,
}

/// Options of a Trivy scan.
#[derive(Debug, Clone)]
pub struct Scan {
    /// What counts, such as `HIGH,CRITICAL`.
    pub severity: String,
    /// Whether a finding fails the build.
    pub fail: bool,
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
    /// How Jenkins shows it; of those that run once for each image, the beginning.
    pub fn title(&self) -> &str {
        match &self.kind {
            StageKind::UnitTests => "Unit tests",
            StageKind::Sonarqube(_) => "SonarQube",
            StageKind::DependencyCheck(_) => "Dependency check",
            StageKind::FileScan(_) => "File scan",
            StageKind::Terraform(_) => "Terraform",
            StageKind::Images(_) => "Images",
            StageKind::Build { .. } => "Build",
            StageKind::ImageScan(_) => "Scan",
            StageKind::Push => "Push",
            StageKind::Addons => "Add-ons",
            StageKind::Migrate => "Migrate",
            StageKind::Deploy(_) => "Deploy",
            StageKind::AfterDeploy => "Jobs after deployment",
            StageKind::SmokeTest(_) => "Smoke test",
            StageKind::Own(_) => &self.key,
        }
    }

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
            StageKind::Sonarqube(sonarqube) => sonarqube.credentials.iter().map(String::as_str).collect(),
            StageKind::Own(own) => own.bindings.iter().map(|binding| binding.credential.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}
