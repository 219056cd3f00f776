//! The stage `terraform`, and whom it asks.

use super::kind::Context;
use super::own_stage::ANSWER_MINUTES;
use super::parameter::{Parameter, ParameterValue};
use super::stage::{Stage, StageKind, TerraformAction, TerraformStage};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, Approve, Text};

/// The parameter of a stage with `action = "parameter"`.
const ACTION: &str = "TERRAFORM_ACTION";

pub(super) fn stage(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Option<TerraformStage> {
    let options = context.options;
    let action = options.and_then(|stage| stage.action).map_or(TerraformAction::Plan, |action| action.value);
    let approve = approve(cx, options, true)?;
    if let (TerraformAction::Parameter, None) = (action, approve) {
        let span =
            options.and_then(|stage| stage.approve.as_ref()).map_or(context.span, |approve| approve.span);
        cx.report
            .error("unguarded-destroy", span, "a wrong choice would destroy everything unasked")
            .label("with `action = \"parameter\"` a person may choose `destroy`")
            .help("remove `approve = false`");
        return None;
    }
    Some(TerraformStage { action, approve: approve.filter(|_| action != TerraformAction::Plan) })
}

/// What lets a person choose what Terraform does, where a stage wants it, beside the parameters of the user's.
pub(super) fn parameter(
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

/// Whether a person is asked, and how many minutes they may take.
pub(super) fn approve(
    cx: &mut Resolver<'_>,
    options: Option<&config::Stage>,
    default: bool,
) -> Resolved<Option<i64>> {
    let asked = match options.and_then(|stage| stage.approve.as_ref()) {
        None => default,
        Some(approve) => match &approve.value {
            Approve::Plain(asked) => *asked,
            Approve::Environments(_) => {
                cx.later(approve.span, "a list of environments", "write `true` or `false`");
                return None;
            }
        },
    };
    let minutes = options.and_then(|stage| stage.approve_timeout_minutes.as_ref());
    let minutes = cx.at_least(minutes, 1, ANSWER_MINUTES);
    Some(asked.then_some(minutes))
}
