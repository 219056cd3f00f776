//! Which recipe is whose: the list of languages.

use super::recipe::Recipe;
use super::{dotnet, go, java, node, python, ruby, rust};
use crate::model::{Build, Language};

/// What the language of a build adds.
pub(super) fn recipe(build: &Build) -> Recipe {
    match &build.language {
        Language::Python(python) => python::recipe(build, python),
        Language::Node(node) => node::recipe(build, node),
        Language::Java(java) => java::recipe(build, java),
        Language::Go(go) => go::recipe(go),
        Language::Dotnet(dotnet) => dotnet::recipe(dotnet),
        Language::Ruby(ruby) => ruby::recipe(build, ruby),
        Language::Rust => rust::recipe(),
        Language::Nginx => Recipe::default(),
    }
}
