//! The stage `image_scan`, which scans each image before it is pushed.

use super::build::nothing_built;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::StageKind;
use crate::model::jenkins::trivy;
use crate::model::resolver::{Resolved, Resolver};

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "image_scan",
    title: "Scan",
    options: trivy::OPTIONS,
    by_itself: false,
    part_of: Some(BuiltIn::BUILD),
    plugin: None,
    idle: nothing_built,
    plan,
};

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let scan = format!("trivy image {}", trivy::options(cx, context)?);
    Some(Planned::new(StageKind::ImageScan(scan), ["docker", "trivy"], "scan images"))
}
