//! Go: one static binary in an image without anything else.

use super::instruction::{copy, copy_built, run};
use super::recipe::Recipe;
use crate::model::Go;

/// What it leaves among the sources.
pub(super) const LEFT: &str = "**/*.test
**/coverage.out
";

const MODULES: &str = "/go/pkg/mod";
const BUILDS: &str = "/root/.cache/go-build";

pub(super) fn recipe(go: &Go) -> Recipe {
    let mut recipe = Recipe {
        // The final stage has no C library.
        build_env: vec![("CGO_ENABLED", "0")],
        caches: vec![MODULES, BUILDS],
        result: vec![copy_built(&["/out/app", "/usr/local/bin/app"])],
        ..Recipe::default()
    };
    let manifests: &[&str] = if go.sums { &["go.mod", "go.sum", "./"] } else { &["go.mod", "./"] };
    if !go.vendored && go.sums {
        recipe.install = vec![copy(manifests), run(&[MODULES], "go mod download")];
    }
    recipe
}
