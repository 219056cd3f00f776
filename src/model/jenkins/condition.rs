//! Jenkins' post conditions as keys.

use std::collections::BTreeSet;

use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{PostCondition, Text};

/// Every condition, by its word.
const ALL: [PostCondition; 10] = [
    PostCondition::Always,
    PostCondition::Changed,
    PostCondition::Fixed,
    PostCondition::Regression,
    PostCondition::Aborted,
    PostCondition::Failure,
    PostCondition::Success,
    PostCondition::Unstable,
    PostCondition::Unsuccessful,
    PostCondition::Cleanup,
];

/// The condition that a key names.
pub(super) fn named(
    cx: &mut Resolver<'_>,
    key: &Text,
    taken: &mut BTreeSet<String>,
) -> Resolved<PostCondition> {
    let found = ALL.into_iter().find(|condition| condition.word() == key.value);
    if found.is_none() {
        let words = ALL.iter().map(|condition| condition.word());
        cx.unknown_reference(words, "condition", key).replaces_a_key(taken);
    }
    found
}
