//! Who hears of a build.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, CredentialKind, List, PostCondition, Text};
use crate::span::Spanned;

/// A Slack message at the end of a build.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// Id of the Jenkins credential that holds the webhook.
    pub webhook: String,
    /// When it is sent.
    pub on: BTreeSet<PostCondition>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Notification>> {
    let config = cx.config;
    cx.each(&config.notifications, one)
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Notification>) -> Resolved<Notification> {
    let notification = &entry.value;
    let Some(webhook) = &notification.webhook else {
        cx.report
            .error("missing-key", notification.span, "`webhook` is missing")
            .label("a notification needs a way")
            .help("add `webhook = \"<a name in [secrets]>\"`");
        return None;
    };
    let (id, _) = cx.credential(webhook, &[CredentialKind::Text])?;
    let mut on = match &notification.on {
        Some(conditions) => conditions_of(cx, conditions)?,
        None => BTreeSet::from([PostCondition::Failure, PostCondition::Fixed]),
    };
    // To Jenkins a build that met one of its limits was aborted, as is one without an agent. One that a newer
    // build superseded was not: its result is NOT_BUILT.
    // Source: <https://github.com/jenkinsci/workflow-job-plugin/pull/200>
    if on.contains(&PostCondition::Failure) {
        on.insert(PostCondition::Aborted);
    }
    Some(Notification { key: entry.key.clone(), webhook: id.value.clone(), on })
}

/// Conditions of which never two hold, or the same message would be sent twice.
fn conditions_of(
    cx: &mut Resolver<'_>,
    conditions: &List<Spanned<PostCondition>>,
) -> Resolved<BTreeSet<PostCondition>> {
    if conditions.is_empty() {
        cx.report
            .error("empty-list", conditions.span, "nobody hears of anything")
            .help("name a condition, such as `failure`, or remove the notification");
        return None;
    }
    let mut told = BTreeMap::new();
    let mut sound = true;
    for condition in conditions.iter() {
        let other = results(condition.value).iter().find_map(|result| told.get(result)).copied();
        if let Some(other) = other.filter(|other: &&Spanned<PostCondition>| other.value != condition.value) {
            sound = false;
            let (word, first) = (condition.value.word(), other.value.word());
            cx.report
                .error("told-twice", condition.span, format!("`{word}` and `{first}` can hold at once"))
                .label("the same message would be sent twice")
                .related(other.span, "the other is here")
                .help(format!("remove `{word}` or `{first}`"));
        }
        told.extend(results(condition.value).iter().map(|result| (*result, condition)));
    }
    sound.then(|| conditions.iter().map(|condition| condition.value).collect())
}

/// The results of a build for which a condition may hold.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#post-conditions>
fn results(condition: PostCondition) -> &'static [PostCondition] {
    use PostCondition as On;
    match condition {
        On::Always | On::Changed | On::Cleanup => &[On::Success, On::Failure, On::Unstable, On::Aborted],
        On::Success | On::Fixed => &[On::Success],
        On::Regression | On::Unsuccessful => &[On::Failure, On::Unstable, On::Aborted],
        On::Failure => &[On::Failure],
        On::Unstable => &[On::Unstable],
        On::Aborted => &[On::Aborted],
    }
}
