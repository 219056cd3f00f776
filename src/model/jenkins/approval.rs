//! Whether a stage asks a person, and how long that may take.

use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, Approve};

/// Minutes that a person may take to answer, unless the user says otherwise.
pub(super) const ANSWER_MINUTES: i64 = 60;

/// Whether a person is asked, and how many minutes they may take.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    options: Option<&config::Stage>,
    default: bool,
) -> Resolved<Option<i64>> {
    let asked = match options.and_then(|stage| stage.approve.as_ref()) {
        None => default,
        Some(approve) => match &approve.value {
            Approve::Plain(asked) => *asked,
            Approve::Environments(_) => {
                cx.later(approve.span, "a list of environments", "write `true` or `false`");
                return None;
            }
        },
    };
    let minutes = options.and_then(|stage| stage.approve_timeout_minutes.as_ref());
    let minutes = cx.at_least(minutes, 1, ANSWER_MINUTES);
    Some(asked.then_some(minutes))
}
