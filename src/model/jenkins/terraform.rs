//! The stage `terraform`, and whom it asks.

use super::kind::Context;
use super::own_stage::ANSWER_MINUTES;
use super::stage::{TerraformAction, TerraformStage};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, Approve};

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
