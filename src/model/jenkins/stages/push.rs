//! The stage `push`, which pushes each image.

use super::build::nothing_built;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::stage::StageKind;

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "push",
    title: "Push",
    options: &[],
    by_itself: true,
    part_of: Some(BuiltIn::BUILD),
    plugin: None,
    idle: nothing_built,
    plan: |_, _| Some(Planned::new(StageKind::Push, ["docker"], "build images")),
};
