//! Rust: one binary in an image with the C library alone.

use super::instruction::copy_built;
use super::recipe::Recipe;

/// What it leaves among the sources.
pub(super) const LEFT: &str = "/target
";

/// Cargo compiles dependencies only together with the sources, so caches do what a layer cannot.
const CACHES: [&str; 2] = ["/app/target", "/usr/local/cargo/registry"];

pub(super) fn recipe() -> Recipe {
    Recipe {
        caches: CACHES.to_vec(),
        result: vec![copy_built(&["/out/app", "/usr/local/bin/app"])],
        ..Recipe::default()
    }
}
