//! The pipeline, and the agents its stages run on.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, switch, words};
use super::{Service, rollout};
use crate::read::Entry;
use crate::read::config::{self, Agent, Text};
use crate::span::{Span, Spanned};
use crate::value::{Problem, ProjectPath};

/// `[jenkins]`, with its defaults.
#[derive(Debug, Clone)]
pub struct Jenkins {
    /// Where its table stands.
    pub span: Span,
    /// The label of each agent, in the order of the file.
    pub labels: Vec<Text>,
    /// Folder of `kura.toml` in its git repository.
    pub directory: ProjectPath,
    /// Limit of a build, in minutes.
    pub timeout_minutes: i64,
    /// Limit of the stage that deploys, in minutes.
    pub deploy_minutes: i64,
    /// How many builds Jenkins keeps.
    pub builds_to_keep: i64,
    /// Whether builds of a branch may overlap.
    pub concurrent_builds: Spanned<bool>,
    /// Where images are built and pushed; `None`: there are none.
    pub build_agent: Option<AgentLabel>,
    /// Where services are deployed; `None`: there are none.
    pub deploy_agent: Option<AgentLabel>,
}

/// Where a stage runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgentLabel {
    /// Anywhere: no agent is declared.
    Any,
    /// On an agent with that label.
    Label(String),
}

/// Minutes of a build beside the deployment, unless the user says otherwise.
const BUILD_MINUTES: i64 = 40;

/// `Some(None)` without a `[jenkins]` table.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    services: Option<&BTreeMap<String, Service>>,
) -> Resolved<Option<Jenkins>> {
    let config = cx.config;
    let Some(jenkins) = &config.jenkins else { return Some(None) };
    let labels: Vec<_> = jenkins.agents.iter().map(|entry| label(cx, entry)).collect();
    let sound = labels.into_iter().all(|sound| sound);
    let deploy_tools: &[&str] = if config.cluster.is_some() { &["aws", "kubectl"] } else { &["kubectl"] };
    let build_agent = agent(cx, "build images", &["docker"], !config.images.is_empty());
    let deploy_agent = agent(cx, "deploy services", deploy_tools, !config.services.is_empty());
    let deploy_minutes = rollout::minutes(services.into_iter().flat_map(BTreeMap::values));
    let jenkins = Jenkins {
        span: jenkins.span,
        labels: jenkins.agents.iter().map(|entry| own_label(entry).clone()).collect(),
        directory: jenkins.directory.as_ref().map_or_else(ProjectPath::root, |path| path.value.clone()),
        timeout_minutes: timeout(cx, jenkins, deploy_minutes),
        deploy_minutes,
        builds_to_keep: cx.at_least(jenkins.builds_to_keep.as_ref(), 1, 20),
        concurrent_builds: switch(jenkins.concurrent_builds.as_ref(), false, jenkins.span),
        build_agent: build_agent?,
        deploy_agent: deploy_agent?,
    };
    sound.then_some(Some(jenkins))
}

/// The limit of a build, which a deployment that is still within its own must not meet.
fn timeout(cx: &mut Resolver<'_>, jenkins: &config::Jenkins, deploy_minutes: i64) -> i64 {
    let default = (deploy_minutes + BUILD_MINUTES).max(60);
    let minutes = cx.at_least(jenkins.timeout_minutes.as_ref(), 1, default);
    let deploys = !cx.config.services.is_empty();
    if let Some(written) =
        jenkins.timeout_minutes.as_ref().filter(|_| deploys && (1..deploy_minutes).contains(&minutes))
    {
        cx.report
            .error("timeout-too-short", written.span, "the deployment alone may take longer")
            .label(format!("rollouts and their startup probes may take {deploy_minutes} minutes"))
            .help(format!("write at least {deploy_minutes}, or let the startup probes fail earlier"));
    }
    minutes
}

/// The first agent by name that has every tool, because order in the file does not matter; `Some(None)` when no stage asks.
fn agent(cx: &mut Resolver<'_>, purpose: &str, tools: &[&str], wanted: bool) -> Resolved<Option<AgentLabel>> {
    if !wanted {
        return Some(None);
    }
    let jenkins = cx.config.jenkins.as_ref()?;
    if jenkins.agents.is_empty() {
        return Some(Some(AgentLabel::Any));
    }
    let has_all = |agent: &Agent| {
        let installed = words(agent.tools.as_ref());
        tools.iter().all(|tool| installed.iter().any(|word| word == tool))
    };
    let able = jenkins.agents.iter().filter(|entry| has_all(&entry.value));
    if let Some(entry) = able.min_by_key(|entry| &entry.key.value) {
        return Some(Some(AgentLabel::Label(own_label(entry).value.clone())));
    }
    let listed = tools.iter().map(|tool| format!("`{tool}`")).collect::<Vec<_>>().join(" and ");
    let quoted = tools.iter().map(|tool| format!("\"{tool}\"")).collect::<Vec<_>>().join(", ");
    cx.report
        .error("agent-without-tools", jenkins.span, format!("no agent can {purpose}"))
        .label(format!("no agent of this pipeline has {listed}"))
        .help(format!("add `tools = [{quoted}]` to an agent that has them"));
    None
}

/// The label that stages use.
pub(super) fn own_label(entry: &Entry<Agent>) -> &Text {
    entry.value.label.as_ref().unwrap_or(&entry.key)
}

/// Labels are words of an expression to Jenkins: blanks and operators would change its meaning.
fn label(cx: &mut Resolver<'_>, entry: &Entry<Agent>) -> bool {
    let label = own_label(entry);
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let checked = if !label.is_empty() && label.chars().all(sound) {
        Ok(())
    } else {
        Err(Problem::new(format!("`{label}` is not a label"), "use letters, digits, `-`, `_` and `.`"))
    };
    cx.check(checked, label.span)
}
