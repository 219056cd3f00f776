//! `cleanup`, which has a place among the stages and is none: a build ends by removing what it leaves behind.

use crate::model::jenkins::built_in::{BuiltIn, Planned, never_idle};

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "cleanup",
    title: "Clean up",
    options: &[],
    by_itself: false,
    part_of: None,
    plugin: None,
    idle: never_idle,
    plan: |cx, _| Some(Planned::steps(cx, [], [], "clean up")),
};
