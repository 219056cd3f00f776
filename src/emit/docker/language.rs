//! The list of languages: which recipe is whose.

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

/// What a language leaves among the sources, as lines of a `.dockerignore`.
pub(super) fn left(language: &Language) -> &'static str {
    match language {
        Language::Python(_) => python::LEFT,
        Language::Node(_) => node::LEFT,
        Language::Java(_) => java::LEFT,
        Language::Go(_) => go::LEFT,
        Language::Dotnet(_) => dotnet::LEFT,
        Language::Ruby(_) => ruby::LEFT,
        Language::Rust => rust::LEFT,
        Language::Nginx => "",
    }
}
