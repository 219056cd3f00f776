//! What stages have in common: agent, question, limits, conditions, and what follows their steps.

use super::checkout;
use super::scope::Scope;
use crate::lang::groovy::{self, Node, assign, block, call, command, line, literal, retry_times, timeout};
use crate::model::{AgentLabel, Stage, StageKind, TerraformAction};

/// A stage before it is a node.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// How Jenkins shows it.
    pub title: String,
    /// Where it runs; `None`: where the stage around it does.
    pub agent: Option<AgentLabel>,
    /// A question, and how many minutes a person may take to answer.
    pub question: Option<(String, i64)>,
    /// Conditions of which all must hold.
    pub when: Vec<Node>,
    /// Variables.
    pub environment: Vec<Node>,
    /// Steps, unless it has stages of its own.
    pub steps: Vec<Node>,
    /// Stages that follow each other.
    pub stages: Vec<Node>,
    /// What follows, by Jenkins' conditions.
    pub post: Vec<(&'static str, Vec<Node>)>,
}

/// The node of a stage with the options that it has in `kura.toml`.
pub(super) fn node(scope: Scope<'_>, stage: &Stage, mut body: Body) -> Node {
    let has_agent = body.agent.is_some();
    let mut options = Vec::new();
    if let Some((_, minutes)) = &body.question {
        let work = stage.timeout_minutes.unwrap_or(scope.pipeline.timeout_minutes);
        options.push(line(timeout(minutes.saturating_add(work).min(scope.pipeline.timeout_minutes))));
    } else {
        options.extend(stage.timeout_minutes.map(|minutes| line(timeout(minutes))));
    }
    options.extend(stage.retry.map(|times| line(retry_times(times))));
    let mut when = std::mem::take(&mut body.when);
    when.extend(stage.when_branch.iter().map(|branch| line(command("branch", [literal(branch)]))));
    when.extend(not_destroyed(scope, stage));
    if has_agent {
        let first = checkout::first_steps(scope, stage);
        if body.stages.is_empty() {
            body.steps.splice(0..0, first);
        }
    }
    if has_agent && scope.pipeline.cleanup && !scope.has_one_agent() {
        body.post.push(("cleanup", vec![line("deleteDir()")]));
    }
    section_nodes(scope, &body, options, when)
}

/// The node of a stage without options of its own.
pub(super) fn plain(scope: Scope<'_>, body: &Body) -> Node {
    section_nodes(scope, body, Vec::new(), body.when.clone())
}

fn section_nodes(scope: Scope<'_>, body: &Body, options: Vec<Node>, when: Vec<Node>) -> Node {
    let mut sections = Vec::new();
    sections.extend(body.agent.as_ref().and_then(|agent| scope.agent(agent)));
    sections.extend(
        body.question
            .as_ref()
            .map(|(question, _)| block("input", [line(command("message", [literal(question)]))])),
    );
    sections.extend((!options.is_empty()).then(|| block("options", options)));
    if !when.is_empty() {
        // Neither an agent is taken nor a person asked for a stage that does not run.
        let first = ["beforeAgent true"].into_iter().filter(|_| body.agent.is_some());
        let second = ["beforeInput true"].into_iter().filter(|_| body.question.is_some());
        let before = first.chain(second).map(line);
        sections.push(block("when", before.chain(when)));
    }
    let installs = !scope.jenkins.tool_installations.is_empty();
    if body.agent.is_some() && installs && !scope.has_one_agent() {
        sections.push(tools(scope));
    }
    sections.extend((!body.environment.is_empty()).then(|| block("environment", body.environment.clone())));
    if body.stages.is_empty() {
        sections.push(block("steps", body.steps.clone()));
    } else {
        sections.push(block("stages", separated(body.stages.clone())));
    }
    sections.extend(post(&body.post));
    block(call("stage", [literal(&body.title)]), sections)
}

/// The `post` section: the steps of each condition together, in the order in which Jenkins goes through them.
pub(super) fn post(steps: &[(&'static str, Vec<Node>)]) -> Option<Node> {
    const ORDER: [&str; 10] = [
        "always",
        "changed",
        "fixed",
        "regression",
        "aborted",
        "failure",
        "success",
        "unstable",
        "unsuccessful",
        "cleanup",
    ];
    let conditions = ORDER.into_iter().filter_map(|condition| {
        let all: Vec<_> = steps
            .iter()
            .filter(|(other, _)| *other == condition)
            .flat_map(|(_, steps)| steps.clone())
            .collect();
        (!all.is_empty()).then(|| block(condition, all))
    });
    let conditions: Vec<_> = conditions.collect();
    (!conditions.is_empty()).then(|| block("post", conditions))
}

/// Nodes with a blank line between them.
pub(super) fn separated(nodes: Vec<Node>) -> Vec<Node> {
    let mut all = Vec::new();
    for node in nodes {
        if !all.is_empty() {
            all.push(Node::Blank);
        }
        all.push(node);
    }
    all
}

/// After `destroy` there is nothing left that later stages could use.
fn not_destroyed(scope: Scope<'_>, stage: &Stage) -> Option<Node> {
    let stages = &scope.pipeline.stages;
    let chosen = |stage: &&Stage| matches!(&stage.kind, StageKind::Terraform(terraform) if terraform.action == TerraformAction::Parameter);
    let place = stages.iter().position(|stage| chosen(&stage))?;
    let later = stages.get(place + 1..)?.iter().any(|later| std::ptr::eq(later, stage));
    later.then(|| block("expression", [line("params.TERRAFORM_ACTION != 'destroy'")]))
}

/// Variables of a stage.
pub(super) fn variable(name: &str, value: &str) -> Node {
    line(assign(name, literal(value)))
}

/// Tools that Jenkins installs: of the pipeline where that has an agent, else of each stage.
pub(super) fn tools(scope: Scope<'_>) -> Node {
    let tools = &scope.jenkins.tool_installations;
    block("tools", tools.iter().map(|(kind, name)| groovy::tool(kind, name)))
}
