//! The stage `file_scan`, which scans the folder of `kura.toml`.

use crate::model::jenkins::built_in::{BuiltIn, Planned, never_idle};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::Step;
use crate::model::jenkins::trivy;
use crate::model::resolver::{Resolved, Resolver};

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "file_scan",
    title: "File scan",
    options: trivy::OPTIONS,
    by_itself: false,
    part_of: None,
    plugin: None,
    idle: never_idle,
    plan,
};

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let options = trivy::options(cx, context)?;
    let scan = format!("trivy filesystem --scanners vuln,secret,misconfig {options} .");
    Some(Planned::steps(cx, [Step::Sh(scan)], ["trivy"], "scan the repository"))
}
