//! What the emitters of one Jenkinsfile share.

use crate::lang::groovy::{Node, block, call, command, line, literal};
use crate::model::{AgentLabel, Jenkins, Model, Notification, Pipeline, Stage, StageKind};
use crate::value::ProjectPath;

/// Folder of the workspace for what one stage leaves for another.
pub(in crate::emit) const SCRATCH: &str = ".kura";

/// One pipeline, and all it may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'m> {
    /// The whole project.
    pub model: &'m Model,
    /// What the pipelines share.
    pub jenkins: &'m Jenkins,
    /// This pipeline.
    pub pipeline: &'m Pipeline,
}

impl<'m> Scope<'m> {
    /// Whether the whole build has one agent: none is labelled, and no person is waited for, which would hold it.
    pub(super) fn has_one_agent(self) -> bool {
        let stages = || self.pipeline.stages.iter();
        stages().any(|stage| stage.agent == AgentLabel::Any)
            && stages().all(|stage| stage.waits_minutes() == 0)
    }

    /// The `agent` section of a stage.
    pub(super) fn agent(self, agent: &AgentLabel) -> Option<Node> {
        match agent {
            AgentLabel::Any if self.has_one_agent() => None,
            AgentLabel::Any => Some(line("agent any")),
            AgentLabel::Label(label) => Some(block("agent", [line(command("label", [literal(label)]))])),
        }
    }

    /// Steps where the last stage ran, for what follows the stages.
    pub(super) fn on_agent(self, steps: Vec<Node>) -> Vec<Node> {
        match self.pipeline.stages.last().map(|stage| &stage.agent) {
            Some(AgentLabel::Label(label)) => vec![block(call("node", [literal(label)]), steps)],
            Some(AgentLabel::Any) if !self.has_one_agent() => vec![block("node", steps)],
            _ => steps,
        }
    }

    /// Steps in the folder of `kura.toml`, to which every path is relative.
    pub(super) fn in_directory(self, steps: Vec<Node>) -> Vec<Node> {
        in_folder(&self.jenkins.directory, steps)
    }

    /// Who hears of this pipeline's builds.
    pub(super) fn notifications(self) -> impl Iterator<Item = &'m Notification> {
        let key = self.pipeline.key.as_ref();
        self.model.notifications.values().filter(move |notification| notification.hears_of(key))
    }

    /// Whether that stage remembers the commit: the first that always runs, and those before it, which may fail.
    pub(super) fn remembers_commit(self, stage: &Stage) -> bool {
        let always = |stage: &Stage| match &stage.kind {
            StageKind::Images(steps) => steps.iter().all(|step| step.when_branch.is_none()),
            _ => stage.when_branch.is_none(),
        };
        let stages = &self.pipeline.stages;
        let last = stages.iter().position(always).unwrap_or(0);
        stages.iter().take(last + 1).any(|first| std::ptr::eq(first, stage))
    }
}

/// Steps in a folder of the workspace.
pub(super) fn in_folder(folder: &ProjectPath, steps: Vec<Node>) -> Vec<Node> {
    if folder.is_root() {
        return steps;
    }
    vec![block(call("dir", [literal(folder.as_str())]), steps)]
}
