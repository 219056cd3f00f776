//! The stage that runs the unit tests of images, each in the build stage of its Dockerfile.

use super::scope::Scope;
use crate::emit::jenkins::sh;
use crate::lang::groovy::Node;
use crate::lang::shell;
use crate::model::{Image, ImageSource};

/// A step for each image that has tests, which stops at the first that fails.
pub(super) fn steps(scope: Scope<'_>) -> Vec<Node> {
    let images = scope.pipeline.images.iter().filter_map(|key| scope.model.images.get(key));
    images.filter(|image| has_tests(image)).map(|image| sh(&test(image))).collect()
}

fn has_tests(image: &Image) -> bool {
    matches!(&image.source, ImageSource::Build(build) if !build.test.is_empty())
}

/// The tests are the Dockerfile's stage `test`; what it makes is thrown away.
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
