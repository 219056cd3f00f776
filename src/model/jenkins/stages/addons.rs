//! The stage `addons`, which installs Helm charts.

use super::terraform;
use crate::model::AddonKind;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::cluster_tools::to_install;
use crate::model::jenkins::context::{Context, Setting};
use crate::model::jenkins::stage::StageKind;
use crate::model::resolver::Resolver;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "addons",
    title: "Add-ons",
    options: &[],
    by_itself: true,
    part_of: Some("deploy"),
    plugin: None,
    idle,
    plan: |cx, context| Some(Planned::new(StageKind::Addons, to_install(cx, context), "install charts")),
};

fn idle(cx: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    (!installs_charts(cx, context) || !runs_here(context)).then_some("no add-on is a Helm chart")
}

/// With a cluster that was made elsewhere, charts are taken as installed.
fn installs_charts(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let mut addons = context.parts.addons.iter();
    terraform::makes_cluster(cx) && addons.any(|addon| matches!(addon.kind, AddonKind::Chart(_)))
}

/// Charts are installed beside Terraform, which makes what they need, if that runs in a pipeline at all.
fn runs_here(context: &Context<'_, '_>) -> bool {
    let beside = matches!(context.written.setting(terraform::STAGE.name), Setting::On(..));
    if beside { context.work.terraform } else { !context.work.services.is_empty() }
}
