//! The stage `build`, which builds each image.

use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::StageKind;
use crate::model::registry::of_ecr;
use crate::model::resolver::{Resolver, is_on};
use crate::read::config::DeployMethod;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: BuiltIn::BUILD,
    title: "Build",
    options: &["only_changed"],
    by_itself: true,
    part_of: None,
    plugin: None,
    idle,
    plan: |cx, context| Some(plan(cx, context)),
};

fn idle(_: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    context.work.images.is_empty().then_some("there is no image to build")
}

/// Why a step after the build has nothing to do.
pub(super) fn nothing_built(cx: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    let off = context.written.is_off(STAGE.name).then_some("no image is built");
    idle(cx, context).or(off)
}

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Planned {
    // A commit of digests starts the next build, which must not find anything new to commit.
    let deploy = context.written.options("deploy").and_then(|stage| stage.method);
    let commits = deploy.is_some_and(|method| method.value == DeployMethod::GitCommit);
    let only_changed = is_on(context.option(|stage| stage.only_changed.as_ref()), commits);
    let aws = of_ecr(cx.config).map(|_| "aws");
    let tools = ["docker"].into_iter().chain(aws);
    Planned::new(StageKind::Build { only_changed }, tools, "build images")
}
