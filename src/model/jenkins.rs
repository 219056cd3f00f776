//! `[jenkins]`: the pipelines, the agents their stages run on, and the hosts that kura makes for all of it.

mod agent;
mod agent_label;
mod approval;
mod built_in;
mod check;
mod cluster_tools;
mod condition;
mod context;
mod controller;
mod credential;
mod draft;
mod git;
mod groovy_name;
mod host;
mod hosts;
mod options;
mod order;
mod own_stage;
mod parameter;
mod pipeline;
mod place;
mod plan;
mod stage;
mod stages;
mod stages_on;
mod steps;
mod trigger;
mod trivy;

use std::collections::BTreeMap;

pub use agent::Agent;
pub use agent_label::AgentLabel;
pub(super) use context::Parts;
pub use controller::Controller;
pub use credential::{AwsLogin, Binding, KubeLogin};
pub use git::Git;
pub use host::{Host, HostSubnet, UserData};
pub use hosts::Hosts;
pub(super) use hosts::resolve as resolve_hosts;
pub use parameter::{Parameter, ParameterValue};
pub use pipeline::Pipeline;
pub use stage::{BuiltInSteps, Deploy, OwnStage, Stage, StageKind, Step, TerraformAction, TerraformStage};
pub use stages::plugins as stage_plugins;
pub use steps::Steps;
pub use trigger::Triggers;

use self::groovy_name::tool_kind;
use super::resolver::{Resolved, Resolver, places, switch};
use crate::read::config::{self, JobKind, Text};
use crate::span::{Span, Spanned};
use crate::value::{ProjectPath, printable_line};

/// `[jenkins]`, with its defaults.
#[derive(Debug, Clone)]
pub struct Jenkins {
    /// Where its table stands.
    pub span: Span,
    /// The label of each agent, in the order of the file.
    pub labels: Vec<Text>,
    /// Kind of the job.
    pub job: JobKind,
    /// Folder of `kura.toml` in its git repository.
    pub directory: ProjectPath,
    /// How many builds Jenkins keeps.
    pub builds_to_keep: i64,
    /// Whether builds of a branch may overlap.
    pub concurrent_builds: Spanned<bool>,
    /// The sources.
    pub git: Git,
    /// How the pipeline is known to AWS; `None`: as the agent.
    pub aws: Option<AwsLogin>,
    /// How the pipeline is known to the cluster; `None`: as it is to AWS.
    pub kube: Option<KubeLogin>,
    /// Shared libraries.
    pub libraries: Vec<String>,
    /// Tools that Jenkins itself installs, by their kind.
    pub tool_installations: BTreeMap<String, String>,
    /// The pipelines; at least one.
    pub pipelines: Vec<Pipeline>,
}

impl Jenkins {
    /// The steps that the user wrote in any pipeline, as [`Pipeline::own_steps`].
    pub fn own_steps(&self) -> impl Iterator<Item = (&Steps, Option<&OwnStage>)> {
        self.pipelines.iter().flat_map(Pipeline::own_steps)
    }

    /// Ids of the credentials that the pipelines themselves use.
    pub fn credentials(&self) -> Vec<&str> {
        let aws: Vec<_> = match &self.aws {
            None => Vec::new(),
            Some(AwsLogin::Credential(id)) => vec![id.as_str()],
            Some(AwsLogin::Keys { access_key_id, secret_access_key }) => {
                vec![access_key_id.as_str(), secret_access_key.as_str()]
            }
        };
        let kube = self.kube.iter().map(|login| match login {
            KubeLogin::Kubeconfig(id) | KubeLogin::Token { credential: id, .. } => id.as_str(),
        });
        let stages = self.pipelines.iter().flat_map(Pipeline::all_stages).flat_map(Stage::credentials);
        aws.into_iter().chain(kube).chain(self.git.ids()).chain(stages).collect()
    }
}

/// `Some(None)` without a `[jenkins]` table.
pub(super) fn resolve(cx: &mut Resolver<'_>, parts: &Parts<'_>) -> Resolved<Option<Jenkins>> {
    let config = cx.config;
    let Some(jenkins) = &config.jenkins else { return Some(None) };
    let labels: Vec<_> = jenkins.agents.iter().map(|entry| agent_label::check(cx, entry)).collect();
    let sound = labels.into_iter().all(|sound| sound) & tools_and_libraries(cx, jenkins);
    let git = git::resolve(cx, jenkins);
    let aws = credential::aws(cx, jenkins);
    let kube = credential::kube(cx, jenkins);
    let pipelines = pipeline::resolve(cx, parts);
    let jenkins = Jenkins {
        span: jenkins.span,
        labels: jenkins.agents.iter().map(|entry| agent_label::of(entry).clone()).collect(),
        job: jenkins.job.map_or(JobKind::Pipeline, |job| job.value),
        directory: jenkins.directory.as_ref().map_or_else(ProjectPath::root, |path| path.value.clone()),
        builds_to_keep: cx.at_least(jenkins.builds_to_keep.as_ref(), 1, 20),
        concurrent_builds: switch(jenkins.concurrent_builds.as_ref(), false, jenkins.span),
        git: git?,
        aws: aws?,
        kube: kube?,
        libraries: super::resolver::words(jenkins.libraries.as_ref()),
        tool_installations: places(&jenkins.tool_installations)
            .into_iter()
            .map(|(kind, name)| (kind, name.value))
            .collect(),
        pipelines: pipelines?,
    };
    sound.then_some(Some(jenkins))
}

fn tools_and_libraries(cx: &mut Resolver<'_>, jenkins: &config::Jenkins) -> bool {
    let mut sound = true;
    for library in jenkins.libraries.iter().flat_map(|list| list.iter()) {
        sound &= cx.check(printable_line(library), library.span);
    }
    for tool in &jenkins.tool_installations {
        sound &= cx.check(tool_kind(&tool.key), tool.key.span);
        sound &= cx.check(printable_line(&tool.value), tool.value.span);
    }
    sound
}
