//! What a language adds to the stages that every image has.

use crate::lang::dockerfile::Instruction;

/// The instructions of one language.
#[derive(Default)]
pub(super) struct Recipe {
    /// ENV of the build stage, which the user's can override.
    pub build_env: Vec<(&'static str, &'static str)>,
    /// Installs the dependencies, before the sources are there.
    pub install: Vec<Instruction>,
    /// Installs the project itself, once its sources are there.
    pub project: Vec<Instruction>,
    /// Caches of the build command.
    pub caches: Vec<&'static str>,
    /// Commands that follow the build command in the same step.
    pub after_build: Vec<String>,
    /// The command that installs what the tests need besides, and its cache.
    pub test: Option<(&'static str, String)>,
    /// A stage between the build and the final one, which has only what production needs.
    pub production: Vec<Instruction>,
    /// ENV of the final stage, which the user's can override.
    pub env: Vec<(&'static str, &'static str)>,
    /// Copies the result into the final stage.
    pub result: Vec<Instruction>,
    /// How the image asks itself whether it works; `None`: it has nothing to ask with.
    pub probe: Option<fn(port: &str, path: &str) -> Vec<String>>,
}
