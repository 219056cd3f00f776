//! The Jenkinsfiles, [declarative pipelines](https://www.jenkins.io/doc/book/pipeline/syntax/).

mod access;
mod addons;
mod checkout;
mod credentials;
mod deploy;
mod image;
mod jobs;
mod login;
mod notification;
mod own_stage;
mod print;
mod scope;
mod stage;
mod terraform;
#[cfg(test)]
mod tests;
mod workload;

use super::Draft;
use super::file::HEADER;
use crate::lang::groovy::{
    self, Node, assign, block, call, command, comment, line, list, literal, named, sh, timeout,
};
use crate::model::{BuiltInSteps, Model, Parameter, ParameterValue, Stage, StageKind, Step};
use crate::read::config::JobRun;
pub(super) use scope::SCRATCH;
use scope::{Scope, in_folder};
use stage::{Body, separated};

/// The pipelines.
pub(super) fn files(model: &Model) -> Vec<Draft<'_>> {
    let pipelines = model
        .jenkins
        .iter()
        .flat_map(|jenkins| jenkins.pipelines.iter().map(move |pipeline| Scope { model, jenkins, pipeline }));
    pipelines.map(file).collect()
}

fn file(scope: Scope<'_>) -> Draft<'_> {
    Draft::new(scope.pipeline.jenkinsfile.value.clone(), move || jenkinsfile(scope))
}

fn jenkinsfile(scope: Scope<'_>) -> String {
    let mut parts = vec![vec![comment(HEADER)]];
    let libraries = &scope.jenkins.libraries;
    if !libraries.is_empty() {
        let names = list(libraries.iter().map(|library| literal(library)));
        parts.push(vec![groovy::annotation("Library", &names)]);
    }
    parts.push(vec![pipeline(scope)]);
    parts.extend(checkout::function(scope));
    parts.extend(notification::functions(scope));
    let mut nodes = Vec::new();
    for part in parts {
        if !nodes.is_empty() {
            nodes.push(Node::Blank);
        }
        nodes.extend(part);
    }
    groovy::print(&nodes)
}

fn pipeline(scope: Scope<'_>) -> Node {
    let agent = if scope.has_one_agent() { "agent any" } else { "agent none" };
    let mut sections = vec![line(agent), options(scope)];
    sections.extend(parameters(scope));
    sections.extend(triggers(scope));
    if scope.has_one_agent() && !scope.jenkins.tool_installations.is_empty() {
        sections.push(stage::tools(scope));
    }
    sections.extend(environment(scope));
    let stages = checkout::stage(scope)
        .into_iter()
        .chain(scope.pipeline.stages.iter().map(|stage| node(scope, stage)));
    sections.push(block("stages", separated(stages.collect())));
    sections.extend(stage::post(&post(scope)));
    block("pipeline", separated(sections))
}

fn options(scope: Scope<'_>) -> Node {
    let jenkins = scope.jenkins;
    let kept = named("numToKeepStr", literal(&jenkins.builds_to_keep.to_string()));
    let mut options = vec![
        line(timeout(scope.pipeline.timeout_minutes)),
        line("timestamps()"),
        line(call("buildDiscarder", [call("logRotator", [kept])])),
    ];
    if !jenkins.concurrent_builds.value {
        // A deployment that is under way is not cut off by the next push.
        let changes = |stage: &Stage| matches!(&stage.kind, StageKind::Deploy(_) | StageKind::Terraform(_));
        let changes = scope.pipeline.stages.iter().any(changes);
        let previous = if changes { "" } else { "abortPrevious: true" };
        options.push(line(call("disableConcurrentBuilds", [previous])));
    }
    if jenkins.git.url.is_some() {
        options.push(line("skipDefaultCheckout()"));
    }
    block("options", options)
}

fn parameters(scope: Scope<'_>) -> Option<Node> {
    let parameters: Vec<_> = scope.pipeline.parameters.iter().map(parameter).collect();
    (!parameters.is_empty()).then(|| block("parameters", parameters))
}

fn parameter(parameter: &Parameter) -> Node {
    let (step, value) = match &parameter.value {
        ParameterValue::Text(text) => ("string", named("defaultValue", literal(text))),
        ParameterValue::Switch(on) => ("booleanParam", named("defaultValue", *on)),
        ParameterValue::Choice(choices) => {
            ("choice", named("choices", list(choices.iter().map(|choice| literal(choice)))))
        }
    };
    let mut arguments = vec![named("name", literal(&parameter.name)), value];
    arguments.extend(parameter.description.as_ref().map(|text| named("description", literal(text))));
    line(command(step, arguments))
}

fn triggers(scope: Scope<'_>) -> Option<Node> {
    let triggers = &scope.pipeline.triggers;
    let mut lines = Vec::new();
    lines.extend(triggers.cron.as_ref().map(|text| line(call("cron", [literal(text)]))));
    lines.extend(triggers.poll_scm.as_ref().map(|text| line(call("pollSCM", [literal(text)]))));
    lines.extend(triggers.github_push.then(|| line("githubPush()")));
    (!triggers.is_empty()).then(|| block("triggers", lines))
}

fn environment(scope: Scope<'_>) -> Option<Node> {
    let mut lines = Vec::new();
    if !scope.pipeline.images.is_empty() && !scope.pipeline.environment.contains_key("DOCKER_BUILDKIT") {
        lines.push(image::buildkit());
    }
    lines.extend(scope.pipeline.environment.iter().map(|(name, value)| line(assign(name, literal(value)))));
    (!lines.is_empty()).then(|| block("environment", lines))
}

/// The node of any stage.
fn node(scope: Scope<'_>, stage: &Stage) -> Node {
    match &stage.kind {
        StageKind::Steps(steps) => stage::node(scope, stage, built_in_steps(stage, steps)),
        StageKind::Images(steps) => image::stage(scope, stage, steps),
        StageKind::Terraform(options) => terraform::stage(scope, stage, options),
        StageKind::Addons => addons::stage(scope, stage),
        StageKind::Deploy(options) => deploy::stage(scope, stage, options),
        StageKind::Own(own) => stage::node(scope, stage, own_stage::body(scope, stage, own)),
        StageKind::Migrate => jobs::stage(scope, stage, JobRun::BeforeDeploy),
        StageKind::AfterDeploy => jobs::stage(scope, stage, JobRun::AfterDeploy),
        // The steps on the way of an image are no stages of the pipeline itself.
        StageKind::Build { .. } | StageKind::ImageScan(_) | StageKind::Push => {
            stage::node(scope, stage, Body::default())
        }
    }
}

/// A stage that needs nothing but the sources.
fn built_in_steps(stage: &Stage, built_in: &BuiltInSteps) -> Body {
    let steps = built_in.steps.iter().map(|step| match step {
        Step::Sh(text) => sh(text),
        Step::Jenkins(node) => node.clone(),
    });
    Body {
        title: stage.title.clone(),
        agent: Some(stage.agent.clone()),
        steps: in_folder(&built_in.dir, steps.collect()),
        ..Body::default()
    }
}

/// What follows the stages: the user's steps, messages, and clean-up where one agent has done everything.
fn post(scope: Scope<'_>) -> Vec<(&'static str, Vec<Node>)> {
    let own = scope.pipeline.post.iter().map(|(condition, steps)| {
        let steps = scope.on_agent(scope.in_directory(vec![own_stage::written(steps)]));
        (condition.word(), steps)
    });
    let mut post: Vec<_> = own.chain(notification::steps(scope)).collect();
    if scope.pipeline.cleanup && scope.has_one_agent() {
        post.push(("cleanup", vec![line("deleteDir()")]));
    }
    post
}
