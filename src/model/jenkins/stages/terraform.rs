//! The stage `terraform`, which plans, and applies.

use crate::model::jenkins::approval;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::parameter::{Parameter, ParameterValue};
use crate::model::jenkins::stage::{Stage, StageKind, TerraformAction, TerraformStage};
use crate::model::resolver::{Resolved, Resolver, is_on};
use crate::read::config::Text;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "terraform",
    title: "Terraform",
    options: &["action", "approve", "approve_timeout_minutes"],
    by_itself: false,
    part_of: None,
    plugin: None,
    idle,
    plan,
};

/// The parameter of a stage with `action = "parameter"`.
const ACTION: &str = "TERRAFORM_ACTION";

fn idle(cx: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    let config = cx.config;
    if config.network.is_none() && !makes_cluster(cx) && config.databases.is_empty() {
        return Some("there is nothing in AWS that Terraform makes");
    }
    (!context.work.terraform).then_some("another pipeline runs it")
}

/// Whether the cluster is one that Terraform makes.
pub(super) fn makes_cluster(cx: &Resolver<'_>) -> bool {
    cx.config.cluster.as_ref().is_some_and(|cluster| !is_on(cluster.existing.as_ref(), false))
}

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let options = context.options;
    let action = options.and_then(|stage| stage.action).map_or(TerraformAction::Plan, |action| action.value);
    let approve = approval::resolve(cx, options, true)?;
    if let (TerraformAction::Parameter, None) = (action, approve) {
        let span =
            options.and_then(|stage| stage.approve.as_ref()).map_or(context.span, |approve| approve.span);
        cx.report
            .error("unguarded-destroy", span, "a wrong choice would destroy everything unasked")
            .label("with `action = \"parameter\"` a person may choose `destroy`")
            .help("remove `approve = false`");
        return None;
    }
    let stage = TerraformStage { action, approve: approve.filter(|_| action != TerraformAction::Plan) };
    Some(Planned::new(StageKind::Terraform(stage), ["terraform"], "run Terraform"))
}

/// What lets a person choose what Terraform does, where a stage wants it, beside the parameters of the user's.
pub(in crate::model::jenkins) fn parameter(
    cx: &mut Resolver<'_>,
    stages: &[Stage],
    own: &[Parameter],
) -> Resolved<Option<Parameter>> {
    let chosen = |stage: &&Stage| {
        matches!(&stage.kind, StageKind::Terraform(TerraformStage { action: TerraformAction::Parameter, .. }))
    };
    let Some(stage) = stages.iter().find(chosen) else { return Some(None) };
    if let Some(taken) = own.iter().find(|parameter| parameter.name.value == ACTION) {
        cx.report
            .error("exclusive-keys", taken.name.span, format!("kura makes the parameter `{ACTION}` itself"))
            .related(stage.span, "which this stage asks for")
            .help("remove this one");
        return None;
    }
    Some(Some(Parameter {
        name: Text::new(ACTION.to_owned(), stage.span),
        value: ParameterValue::Choice(["plan", "apply", "destroy"].map(str::to_owned).to_vec()),
        description: Some("What Terraform does; apply and destroy ask first.".to_owned()),
    }))
}
