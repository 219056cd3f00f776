//! The plugins of the controller.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Controller, Jenkins, Model, Pipeline, Way, stage_plugins};
use crate::tables::jenkins_plugins;

/// Whether a project needs a plugin.
type Wants = fn(&Model) -> bool;

/// Plugins that a step or trigger comes from which not every pipeline has.
const WANTED: &[(&str, Wants)] = &[
    ("github", |model| {
        jenkins(model).any(|jenkins| jenkins.pipelines.iter().any(|pipeline| pipeline.triggers.github_push))
    }),
    ("pipeline-groovy-lib", |model| jenkins(model).any(|jenkins| !jenkins.libraries.is_empty())),
    ("pipeline-milestone-step", |model| jenkins(model).any(|jenkins| jenkins.concurrent_builds.value)),
    ("slack", |model| {
        model.notifications.values().any(|notification| matches!(notification.way, Way::Channel(_)))
    }),
];

/// Each as `name:version`, sorted: those that the pipelines need, and the user's, whose versions win.
pub(super) fn plugins(model: &Model, controller: &Controller) -> Vec<String> {
    let of_stages = of_stages(model);
    let is_needed = |name: &str| match WANTED.iter().find(|(known, _)| *known == name) {
        Some((_, wants)) => wants(model),
        None => of_stages.contains(name) || !stage_plugins().any(|known| known == name),
    };
    let pinned = jenkins_plugins::plugins().filter(|(name, _)| is_needed(name));
    let own = controller.plugins.iter().filter_map(|plugin| plugin.split_once(':'));
    let mut versions: BTreeMap<&str, &str> = pinned.collect();
    versions.extend(own);
    versions.into_iter().map(|(name, version)| format!("{name}:{version}")).collect()
}

fn jenkins(model: &Model) -> impl Iterator<Item = &Jenkins> {
    model.jenkins.iter()
}

/// The plugins that the steps of stages need.
fn of_stages(model: &Model) -> BTreeSet<&str> {
    let pipelines = jenkins(model).flat_map(|jenkins| &jenkins.pipelines);
    pipelines.flat_map(Pipeline::all_stages).filter_map(|stage| stage.plugin).collect()
}

#[cfg(test)]
mod tests {
    use super::{WANTED, stage_plugins};
    use crate::tables::jenkins_plugins;

    #[test]
    fn each_has_a_version() {
        for name in WANTED.iter().map(|(name, _)| *name).chain(stage_plugins()) {
            assert!(jenkins_plugins::plugins().any(|(known, _)| known == name), "{name}");
        }
    }
}
