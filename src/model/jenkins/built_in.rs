//! What a built-in stage is: all that the planning of a pipeline knows of one.

use super::context::Context;
use super::stage::{BuiltInSteps, StageKind, Step};
use crate::model::resolver::{Resolved, Resolver};
use crate::value::ProjectPath;

/// A built-in stage.
pub(super) struct BuiltIn {
    /// Its key in `[jenkins.stages]`.
    pub name: &'static str,
    /// How Jenkins shows it; of those that run once for each image, the beginning.
    pub title: &'static str,
    /// Options beside those that every stage has.
    pub options: &'static [&'static str],
    /// Whether it runs wherever it has work, though nothing asks for it.
    pub by_itself: bool,
    /// The stage that it is a part of: where it names no branch itself, it runs on the branch of that one.
    pub part_of: Option<&'static str>,
    /// The plugin that Jenkins needs for its steps, beside those that every pipeline needs.
    pub plugin: Option<&'static str>,
    /// Why it would do nothing in a pipeline.
    pub idle: fn(&Resolver<'_>, &Context<'_, '_>) -> Option<&'static str>,
    /// What it does.
    pub plan: fn(&mut Resolver<'_>, &Context<'_, '_>) -> Resolved<Planned>,
}

/// What a stage does, and what that needs of an agent.
pub(super) struct Planned {
    /// What it does.
    pub kind: StageKind,
    /// Programs that the agent has to have.
    pub tools: Vec<&'static str>,
    /// What they are needed for, after "no agent can".
    pub purpose: &'static str,
}

impl Planned {
    /// What a stage does with these programs.
    pub(super) fn new(
        kind: StageKind,
        tools: impl IntoIterator<Item = &'static str>,
        purpose: &'static str,
    ) -> Self {
        Self { kind, tools: tools.into_iter().collect(), purpose }
    }

    /// Steps in the folder of `kura.toml`.
    pub(super) fn steps(
        cx: &Resolver<'_>,
        steps: impl IntoIterator<Item = Step>,
        tools: impl IntoIterator<Item = &'static str>,
        purpose: &'static str,
    ) -> Self {
        let directory = cx.config.jenkins.as_ref().and_then(|jenkins| jenkins.directory.as_ref());
        let dir = directory.map_or_else(ProjectPath::root, |path| path.value.clone());
        let steps = BuiltInSteps { dir, steps: steps.into_iter().collect(), credentials: Vec::new() };
        Self::new(StageKind::Steps(steps), tools, purpose)
    }
}

/// Of a stage that has something to do in every pipeline that asks for it.
pub(super) fn never_idle(_: &Resolver<'_>, _: &Context<'_, '_>) -> Option<&'static str> {
    None
}

impl BuiltIn {
    /// The stage that builds images.
    pub(super) const BUILD: &'static str = "build";

    /// Whether it runs once for each image.
    pub(super) fn is_of_images(&self) -> bool {
        self.name == Self::BUILD || self.is_step_of_build()
    }

    /// Whether it runs where an image was built, and so on its agent.
    pub(super) fn is_step_of_build(&self) -> bool {
        self.part_of == Some(Self::BUILD)
    }
}
