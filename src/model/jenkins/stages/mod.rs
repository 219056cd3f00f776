//! The built-in stages, one file each: a stage is its file, and one line in this list.

mod addons;
mod after_deploy;
mod build;
mod cleanup;
mod dependency_check;
mod deploy;
mod file_scan;
mod image_scan;
mod migrate;
mod push;
mod smoke_test;
mod sonarqube;
pub(super) mod terraform;
mod unit_tests;

use super::built_in::BuiltIn;

/// In the order in which they run.
pub(super) const STAGES: [&BuiltIn; 14] = [
    &unit_tests::STAGE,
    &sonarqube::STAGE,
    &dependency_check::STAGE,
    &file_scan::STAGE,
    &terraform::STAGE,
    &build::STAGE,
    &image_scan::STAGE,
    &push::STAGE,
    &addons::STAGE,
    &migrate::STAGE,
    &deploy::STAGE,
    &after_deploy::STAGE,
    &smoke_test::STAGE,
    &cleanup::STAGE,
];

/// The name of what has a place in the order and is no stage: it removes what a build leaves behind.
pub(super) const CLEANUP: &str = cleanup::STAGE.name;

/// Their names, in the order in which they run.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> + Clone {
    STAGES.into_iter().map(|stage| stage.name)
}

/// The built-in stage of that name.
pub(super) fn named(name: &str) -> Option<&'static BuiltIn> {
    STAGES.into_iter().find(|stage| stage.name == name)
}

/// The plugins of Jenkins that not every pipeline needs, but one of these stages.
pub fn plugins() -> impl Iterator<Item = &'static str> {
    STAGES.into_iter().filter_map(|stage| stage.plugin)
}
