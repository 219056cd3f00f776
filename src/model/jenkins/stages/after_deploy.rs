//! The stage `after_deploy`, which runs the jobs that come after the deployment.

use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::cluster_tools::to_apply;
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::StageKind;
use crate::model::resolver::Resolver;
use crate::read::config::JobRun;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "after_deploy",
    title: "Jobs after deployment",
    options: &[],
    by_itself: true,
    part_of: Some("deploy"),
    plugin: None,
    idle,
    plan: |cx, context| {
        Some(Planned::new(StageKind::AfterDeploy, to_apply(cx, context, false), "deploy services"))
    },
};

fn idle(_: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    let runs = context.jobs().any(|job| job.runs(JobRun::AfterDeploy));
    (!runs).then_some("no job runs after the deployment")
}
