//! Which options each stage has.

use super::built_in::BuiltIn;
use super::stages;
use crate::model::resolver::Resolver;
use crate::read::config;

/// Options that every stage has.
const COMMON: &[&str] = &["agent", "timeout_minutes", "retry", "when_branch"];

/// Options of the user's own stages beside those.
const OWN: &[&str] =
    &["after", "before", "sh", "groovy", "dir", "environment", "tools", "input", "approve_timeout_minutes"];

/// Reports the options that a stage does not have.
pub(super) fn check(cx: &mut Resolver<'_>, name: &str, stage: &config::Stage) -> bool {
    let built_in = stages::named(name);
    let common = if name == stages::CLEANUP { &[] } else { COMMON };
    let options = built_in.map_or(OWN, |stage| stage.options);
    // An image's steps share its agent.
    let elsewhere = |key: &str| key == "agent" && built_in.is_some_and(BuiltIn::is_step_of_build);
    let mut sound = true;
    for (key, span) in stage.written() {
        if elsewhere(key) || !common.iter().chain(options).any(|option| *option == key) {
            sound = false;
            let all: Vec<_> = common.iter().chain(options).map(|key| format!("`{key}`")).collect();
            let help = match (elsewhere(key), all.is_empty()) {
                (true, _) => {
                    "write it at `build`: an image is built, scanned and pushed in one place".to_owned()
                }
                (_, true) => "remove it".to_owned(),
                _ => format!("remove it; this stage has {}", all.join(", ")),
            };
            cx.report
                .error("misplaced-key", span, format!("the stage `{name}` has no `{key}`"))
                .label("this would do nothing")
                .help(help);
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{COMMON, OWN, stages};
    use crate::read::Table as _;
    use crate::read::config::Stage;

    #[test]
    fn every_option_is_a_key_and_every_key_an_option() {
        let of_stages = stages::STAGES.into_iter().flat_map(|stage| stage.options);
        let options: BTreeSet<_> = of_stages.chain(COMMON).chain(OWN).copied().collect();
        let keys = Stage::KEYS.iter().filter(|key| !key.later).map(|key| key.name);
        assert_eq!(options, keys.collect());
    }
}
