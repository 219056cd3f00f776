//! Where own stages go among the built-in ones.

use std::collections::BTreeSet;

use super::built_in::BUILT_IN;
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
    (!own && !BUILT_IN.contains(&name)).then(|| nearest(name, BUILT_IN)).flatten()
}

/// The own stages that are on, in the order of the file.
pub(super) fn own(stages: &Named<Switch<Stage>>) -> Vec<Own<'_>> {
    let is_own = |entry: &&Entry<Switch<Stage>>| {
        !BUILT_IN.contains(&entry.key.value.as_str()) && meant(entry).is_none()
    };
    let own = stages.iter().filter(is_own);
    own.filter_map(|Entry { key, value }| match value {
        Switch::Options(stage) => Some((key, stage)),
        Switch::Plain(..) => None,
    })
    .collect()
}

/// The stage that an own one comes before or after.
fn anchor(stage: &Stage) -> Option<&Text> {
    stage.after.as_ref().or(stage.before.as_ref())
}

/// Names in the order in which the stages run: the built-in ones that are on, and own ones at their places.
///
/// An own stage runs where the stage runs that it names. Own stages at one place keep the order of the file.
pub(super) fn order<'a>(on: &BTreeSet<&'a str>, own: &[Own<'a>]) -> Vec<&'a str> {
    let mut order: Vec<_> = BUILT_IN.into_iter().filter(|name| on.contains(name)).collect();
    let mut left = own.to_vec();
    loop {
        let before = left.len();
        left.retain(|(key, stage)| !insert(&mut order, key, stage, own));
        if left.len() == before {
            return order;
        }
    }
}

/// Puts a stage at its place; tells whether the stage that it names has one.
fn insert<'a>(order: &mut Vec<&'a str>, key: &'a str, stage: &Stage, own: &[Own<'a>]) -> bool {
    let Some(name) = anchor(stage) else { return true };
    let Some(place) = order.iter().position(|placed| *placed == name.value) else { return false };
    if stage.before.is_some() {
        order.insert(place, key);
        return true;
    }
    let same = |placed: &&str| {
        let other = own.iter().find(|(other, _)| other.value == **placed);
        other.is_some_and(|(_, other)| other.after.as_ref().is_some_and(|after| after.value == name.value))
    };
    let following = order.get(place + 1..).unwrap_or(&[]).iter().take_while(|placed| same(placed)).count();
    order.insert(place + 1 + following, key);
    true
}

/// Reports own stages without a place, and those whose place is themselves.
pub(super) fn check(cx: &mut Resolver<'_>, own: &[Own<'_>]) -> bool {
    let mut sound = true;
    for (key, stage) in own {
        let Some(name) = anchor(stage) else {
            sound = false;
            cx.report
                .error("missing-key", key.span, "`after` or `before` is missing")
                .label("this is no built-in stage, so its place is not known")
                .help(format!(
                    "add `after = \"build\"`, or name one of the built-in stages: {}",
                    BUILT_IN.join(", ")
                ));
            continue;
        };
        let known = own.iter().map(|(key, _)| key.value.as_str());
        let known = BUILT_IN.into_iter().filter(|name| *name != "cleanup").chain(known);
        if !known.clone().any(|known| known == name.value) {
            sound = false;
            cx.unknown_reference(known, "stage", name);
        } else if in_circle(key, own) {
            sound = false;
            cx.report
                .error("stages-in-a-circle", name.span, format!("the stage `{key}` waits for itself"))
                .label("following `after` and `before` from here leads back")
                .help("name a built-in stage in one of them");
        }
    }
    sound
}

fn in_circle(key: &Text, own: &[Own<'_>]) -> bool {
    let next = |name: &str| {
        let stage = own.iter().find(|(other, _)| other.value == name);
        stage.and_then(|(_, stage)| anchor(stage)).map(|name| name.value.as_str())
    };
    let mut at = next(key);
    for _ in own {
        match at {
            Some(name) if name == key.value => return true,
            Some(name) => at = next(name),
            None => return false,
        }
    }
    false
}
