//! The stage `unit_tests`, which runs the tests of images, each in the stage `test` of its Dockerfile.

use crate::lang::shell;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::Step;
use crate::model::resolver::Resolver;
use crate::model::{Image, ImageSource};

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "unit_tests",
    title: "Unit tests",
    options: &[],
    by_itself: true,
    part_of: None,
    plugin: None,
    idle,
    plan: |cx, context| Some(plan(cx, context)),
};

fn idle(cx: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    let mut images = cx.config.images.iter().filter(|entry| context.work.images.contains(&entry.key.value));
    images.all(|entry| entry.value.test.is_none()).then_some("no image has tests")
}

/// A step for each image that has tests; the stage stops at the first that fails.
fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Planned {
    let steps = context.images().filter(|image| has_tests(image)).map(|image| Step::Sh(test(image)));
    Planned::steps(cx, steps, ["docker"], "run unit tests")
}

fn has_tests(image: &Image) -> bool {
    matches!(&image.source, ImageSource::Build(build) if !build.test.is_empty())
}

/// What the tests make is thrown away.
fn test(image: &Image) -> String {
    let mut lines = vec![
        format!("docker build --platform {} --target test", shell::quote(&image.platform)),
        format!("    --file {}", shell::quote(image.dockerfile.as_str())),
    ];
    let arguments = image.build_args.iter();
    lines.extend(
        arguments
            .map(|(name, value)| format!("    --build-arg {}", shell::quote(&format!("{name}={value}")))),
    );
    lines.push(format!("    {}", shell::quote(image.context.as_str())));
    lines.join(" \\\n")
}
