//! The stage `migrate`, which runs the jobs that come before the deployment.

use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::cluster_tools::to_apply;
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::StageKind;
use crate::model::resolver::Resolver;
use crate::read::config::JobRun;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "migrate",
    title: "Migrate",
    options: &[],
    by_itself: true,
    part_of: Some("deploy"),
    plugin: None,
    idle,
    plan: |cx, context| {
        Some(Planned::new(StageKind::Migrate, to_apply(cx, context, false), "deploy services"))
    },
};

fn idle(_: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    let runs = context.jobs().any(|job| job.runs(JobRun::BeforeDeploy));
    (!runs).then_some("no job runs before the deployment")
}
