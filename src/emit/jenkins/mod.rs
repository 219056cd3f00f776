//! The Jenkinsfile, a [declarative pipeline](https://www.jenkins.io/doc/book/pipeline/syntax/).

mod deploy;
mod image;
mod login;
mod notification;
#[cfg(test)]
mod tests;

use super::file::{File, HEADER};
use crate::lang::groovy::{
    self, Code, Node, assign, block, call, command, comment, line, list, literal, named,
};
use crate::model::{AgentLabel, Jenkins, Model};

/// Folder of the workspace for what one stage leaves for another.
pub(super) const SCRATCH: &str = ".kura";

/// The pipeline, if there is one.
pub(super) fn files(model: &Model) -> Vec<File> {
    let jenkins = model.jenkins.iter();
    jenkins.map(|jenkins| File::new(model.outputs.jenkinsfile.clone(), jenkinsfile(model, jenkins))).collect()
}

fn jenkinsfile(model: &Model, jenkins: &Jenkins) -> String {
    let mut nodes = vec![comment(HEADER), Node::Blank, pipeline(model, jenkins)];
    if !model.notifications.is_empty() {
        nodes.push(Node::Blank);
        nodes.extend(notification::function(jenkins));
    }
    groovy::print(&nodes)
}

fn pipeline(model: &Model, jenkins: &Jenkins) -> Node {
    let agent =
        if agents(jenkins).any(|agent| *agent == AgentLabel::Any) { "agent any" } else { "agent none" };
    let mut sections = vec![line(agent), Node::Blank, options(jenkins), Node::Blank];
    if !model.images.is_empty() {
        let buildkit = line(assign("DOCKER_BUILDKIT", literal("1")));
        sections.extend([block("environment", [buildkit]), Node::Blank]);
    }
    sections.push(block("stages", stages(model, jenkins)));
    if !model.notifications.is_empty() {
        sections.extend([Node::Blank, notification::post(&model.notifications)]);
    }
    block("pipeline", sections)
}

fn options(jenkins: &Jenkins) -> Node {
    let kept = named("numToKeepStr", literal(&jenkins.builds_to_keep.to_string()));
    let mut options = vec![
        line(timeout(jenkins.timeout_minutes)),
        line("timestamps()"),
        line(call("buildDiscarder", [call("logRotator", [kept])])),
    ];
    if !jenkins.concurrent_builds.value {
        // A deployment that is under way is not cut off by the next push.
        let deploys = jenkins.deploy_agent.is_some();
        let previous = if deploys { "" } else { "abortPrevious: true" };
        options.push(line(call("disableConcurrentBuilds", [previous])));
    }
    block("options", options)
}

fn stages(model: &Model, jenkins: &Jenkins) -> Vec<Node> {
    let mut stages = Vec::new();
    if let Some(agent) = &jenkins.build_agent {
        stages.extend(image::stages(model, jenkins, agent));
    }
    if let Some(agent) = &jenkins.deploy_agent {
        if !stages.is_empty() {
            stages.push(Node::Blank);
        }
        stages.push(deploy::stage(model, jenkins, agent));
    }
    stages
}

/// Where stages run; the last is the one that ends the build.
fn agents(jenkins: &Jenkins) -> impl Iterator<Item = &AgentLabel> {
    jenkins.build_agent.iter().chain(&jenkins.deploy_agent)
}

/// The `agent` section of a stage; without labels the stage runs where the pipeline does.
fn agent(agent: &AgentLabel) -> Option<Node> {
    match agent {
        AgentLabel::Any => None,
        AgentLabel::Label(label) => Some(block("agent", [line(command("label", [literal(label)]))])),
    }
}

/// Steps in the folder of `kura.toml`, to which every path is relative.
fn in_directory(jenkins: &Jenkins, steps: Vec<Node>) -> Vec<Node> {
    if jenkins.directory.is_root() {
        return steps;
    }
    vec![block(call("dir", [literal(jenkins.directory.as_str())]), steps)]
}

fn timeout(minutes: i64) -> Code {
    let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
    call("timeout", [named("time", minutes), named("unit", literal("MINUTES"))])
}

/// Steps that may fail because the network did.
fn retry(steps: impl IntoIterator<Item = Node>) -> Node {
    block("retry(3)", steps)
}

fn with_credentials(bindings: Code, steps: impl IntoIterator<Item = Node>) -> Node {
    block(call("withCredentials", [list([bindings])]), steps)
}
