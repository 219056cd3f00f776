//! Which stages are the user's own, and whether each has a place among the built-in ones.

use std::collections::{BTreeMap, BTreeSet};

use super::stages;
use crate::diagnostic::nearest;
use crate::model::resolver::Resolver;
use crate::read::config::{Stage, Text};
use crate::read::{Entry, Named, Switch};

/// An own stage, as written.
pub(super) type Own<'a> = (&'a Text, &'a Stage);

/// The built-in stage that is probably meant: the name is almost its own, and nothing says what another would do.
pub(super) fn meant(entry: &Entry<Switch<Stage>>) -> Option<&'static str> {
    let own = match &entry.value {
        Switch::Options(stage) => stage.sh.is_some() || stage.groovy.is_some() || anchor(stage).is_some(),
        Switch::Plain(..) => false,
    };
    let name = entry.key.value.as_str();
    (!own && stages::named(name).is_none()).then(|| nearest(name, stages::names())).flatten()
}

/// The own stages that are on, in the order of the file.
pub(super) fn own(stages: &Named<Switch<Stage>>) -> Vec<Own<'_>> {
    let is_own =
        |entry: &&Entry<Switch<Stage>>| stages::named(&entry.key.value).is_none() && meant(entry).is_none();
    let own = stages.iter().filter(is_own);
    own.filter_map(|Entry { key, value }| match value {
        Switch::Options(stage) => Some((key, stage)),
        Switch::Plain(..) => None,
    })
    .collect()
}

/// The stage that an own one comes before or after.
pub(super) fn anchor(stage: &Stage) -> Option<&Text> {
    stage.after.as_ref().or(stage.before.as_ref())
}

/// Reports own stages without a place, and those whose place is themselves.
pub(super) fn check(cx: &mut Resolver<'_>, own: &[Own<'_>]) -> bool {
    let mut sound = true;
    let names = own.iter().map(|(key, _)| key.value.as_str());
    let names = stages::names().filter(|name| *name != stages::CLEANUP).chain(names);
    let known: BTreeSet<_> = names.clone().collect();
    let anchors =
        own.iter().map(|(key, stage)| (key.value.as_str(), anchor(stage).map(|name| name.value.as_str())));
    let circles = in_circles(&anchors.collect());
    for (key, stage) in own {
        let Some(name) = anchor(stage) else {
            sound = false;
            cx.report
                .error("missing-key", key.span, "`after` or `before` is missing")
                .label("this is no built-in stage, so its place is not known")
                .help(format!(
                    "add `after = \"build\"`, or name one of the built-in stages: {}",
                    stages::names().collect::<Vec<_>>().join(", ")
                ));
            continue;
        };
        if !known.contains(name.value.as_str()) {
            sound = false;
            cx.unknown_reference(names.clone(), "stage", name);
        } else if circles.contains(key.value.as_str()) {
            sound = false;
            cx.report
                .error("stages-in-a-circle", name.span, format!("the stage `{key}` waits for itself"))
                .label("following `after` and `before` from here leads back")
                .help("name a built-in stage in one of them");
        }
    }
    sound
}

/// The own stages from which `after` and `before` lead back to themselves.
fn in_circles<'a>(anchors: &BTreeMap<&'a str, Option<&'a str>>) -> BTreeSet<&'a str> {
    let mut circles = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for start in anchors.keys() {
        let (mut way, mut at) = (Vec::new(), Some(*start));
        while let Some(name) = at.filter(|name| seen.insert(*name)) {
            way.push(name);
            at = anchors.get(name).copied().flatten();
        }
        // Only what lies on this way, from where it was met again, is a circle; earlier ways have been judged.
        let met = at.and_then(|name| way.iter().position(|passed| *passed == name));
        circles.extend(met.into_iter().flat_map(|place| way.split_off(place)));
    }
    circles
}
