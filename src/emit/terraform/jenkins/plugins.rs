//! The plugins of the controller.

use std::collections::BTreeMap;

use crate::model::{Controller, Jenkins, Model, StageKind, Way};
use crate::tables::jenkins_plugins;

/// Whether a project needs a plugin.
type Wants = fn(&Model) -> bool;

/// Plugins that a step or trigger comes from which not every pipeline has.
const WANTED: &[(&str, Wants)] = &[
    ("dependency-check-jenkins-plugin", |model| {
        has_stage(model, |kind| matches!(kind, StageKind::DependencyCheck(_)))
    }),
    ("github", |model| {
        jenkins(model).any(|jenkins| jenkins.pipelines.iter().any(|pipeline| pipeline.triggers.github_push))
    }),
    ("pipeline-groovy-lib", |model| jenkins(model).any(|jenkins| !jenkins.libraries.is_empty())),
    ("pipeline-milestone-step", |model| jenkins(model).any(|jenkins| jenkins.concurrent_builds.value)),
    ("slack", |model| {
        model.notifications.values().any(|notification| matches!(notification.way, Way::Channel(_)))
    }),
    ("sonar", |model| has_stage(model, |kind| matches!(kind, StageKind::Sonarqube(_)))),
];

/// Each as `name:version`, sorted: those that the pipelines need, and the user's, whose versions win.
pub(super) fn plugins(model: &Model, controller: &Controller) -> Vec<String> {
    let is_needed =
        |name: &str| WANTED.iter().find(|(known, _)| *known == name).is_none_or(|(_, wants)| wants(model));
    let pinned = jenkins_plugins::plugins().filter(|(name, _)| is_needed(name));
    let own = controller.plugins.iter().filter_map(|plugin| plugin.split_once(':'));
    let mut versions: BTreeMap<&str, &str> = pinned.collect();
    versions.extend(own);
    versions.into_iter().map(|(name, version)| format!("{name}:{version}")).collect()
}

fn jenkins(model: &Model) -> impl Iterator<Item = &Jenkins> {
    model.jenkins.iter()
}

fn has_stage(model: &Model, wanted: fn(&StageKind) -> bool) -> bool {
    let pipelines = jenkins(model).flat_map(|jenkins| &jenkins.pipelines);
    pipelines.flat_map(|pipeline| &pipeline.stages).any(|stage| wanted(&stage.kind))
}

#[cfg(test)]
mod tests {
    use super::WANTED;
    use crate::tables::jenkins_plugins;

    #[test]
    fn each_has_a_version() {
        for (name, _) in WANTED {
            assert!(jenkins_plugins::plugins().any(|(known, _)| known == *name), "{name}");
        }
    }
}
