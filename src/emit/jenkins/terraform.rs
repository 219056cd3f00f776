//! The stage that plans, and applies what a person has read.

use super::credentials;
use super::scope::Scope;
use super::stage::{self, Body};
use crate::lang::groovy::{Node, block, command, comment, line, literal, named, retry, sh};
use crate::lang::shell;
use crate::model::{Stage, TerraformAction, TerraformStage};

/// How long Terraform waits for somebody else's lock of the state.
const LOCK: &str = "-lock-timeout=5m";

/// The stage `Terraform`: the plan, and the apply if there is one.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage, terraform: &TerraformStage) -> Node {
    let plan = plan(scope, stage, terraform);
    if terraform.action == TerraformAction::Plan {
        let body = Body { title: "Terraform plan".to_owned(), ..plan };
        return stage::node(scope, stage, body);
    }
    let first = stage::node(scope, stage, Body { title: "Plan".to_owned(), ..plan });
    let stages = vec![first, apply(scope, stage, terraform)];
    stage::plain(scope, &Body { title: stage.title.clone(), stages, ..Body::default() })
}

fn command_line(scope: Scope<'_>, words: &[&str]) -> String {
    let folder = format!("-chdir={}", scope.model.outputs.terraform);
    shell::join(["terraform", &folder].into_iter().chain(words.iter().copied()))
}

fn init(scope: Scope<'_>) -> Node {
    retry([sh(&command_line(scope, &["init", "-input=false"]))])
}

fn plan(scope: Scope<'_>, stage: &Stage, terraform: &TerraformStage) -> Body {
    let plan = command_line(scope, &["plan", "-input=false", LOCK, "-out=tfplan"]);
    let show = format!(
        "{} > {}",
        command_line(scope, &["show", "-no-color", "tfplan"]),
        shell::quote(scope.model.outputs.terraform.file("tfplan.txt").as_str())
    );
    let plan = if terraform.action == TerraformAction::Parameter {
        let destroy = r#"if [ "$TERRAFORM_ACTION" = destroy ]; then set -- -destroy; fi"#;
        format!("{destroy}\n{plan} \"$@\"\n{show}")
    } else {
        format!("{plan}\n{show}")
    };
    let text = scope.model.outputs.terraform.file("tfplan.txt");
    let mut steps = credentials::with_aws(scope, vec![init(scope), sh(&plan)]);
    steps.push(comment("The text is archived, not the plan itself: that holds secrets in the clear."));
    steps.push(line(command("archiveArtifacts", [literal(text.as_str())])));
    if terraform.action != TerraformAction::Plan {
        let plan = scope.model.outputs.terraform.file("tfplan*");
        let name = named("name", literal("tfplan"));
        steps.push(line(command("stash", [name, named("includes", literal(plan.as_str()))])));
    }
    Body {
        agent: Some(stage.agent.clone()),
        steps: scope.in_directory(steps),
        post: vec![("cleanup", clean_up(scope))],
        ..Body::default()
    }
}

fn apply(scope: Scope<'_>, stage: &Stage, terraform: &TerraformStage) -> Node {
    let apply = sh(&command_line(scope, &["apply", "-input=false", LOCK, "tfplan"]));
    let mut steps = vec![line(command("unstash", [literal("tfplan")]))];
    steps.extend(credentials::with_aws(scope, vec![init(scope), apply]));
    let what = match terraform.action {
        TerraformAction::Parameter => "Apply this plan? It is archived with the build.",
        _ => "Apply the Terraform plan that is archived with this build?",
    };
    let chosen = block("expression", [line("params.TERRAFORM_ACTION != 'plan'")]);
    let body = Body {
        title: "Apply".to_owned(),
        agent: Some(stage.agent.clone()),
        question: terraform.approve.map(|minutes| (what.to_owned(), minutes)),
        when: (terraform.action == TerraformAction::Parameter).then_some(chosen).into_iter().collect(),
        steps: scope.in_directory(steps),
        post: vec![("cleanup", clean_up(scope))],
        ..Body::default()
    };
    stage::node(scope, stage, body)
}

/// The plan holds secrets: it must not stay in the workspace.
fn clean_up(scope: Scope<'_>) -> Vec<Node> {
    let folder = &scope.model.outputs.terraform;
    let files = [
        "rm".to_owned(),
        "-f".to_owned(),
        folder.file("tfplan").to_string(),
        folder.file("tfplan.txt").to_string(),
    ];
    scope.in_directory(vec![sh(&shell::join(files))])
}
