//! Who hears of a build.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, CredentialKind, PostCondition};

/// A Slack message at the end of a build.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Id of the Jenkins credential that holds the webhook.
    pub webhook: String,
    /// When it is sent.
    pub on: BTreeSet<PostCondition>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Notification>> {
    let config = cx.config;
    if let (Some(first), None) = (config.notifications.iter().next(), &config.jenkins) {
        cx.report
            .error("notification-without-pipeline", first.key.span, "there is no pipeline to hear of")
            .help("add a `[jenkins]` table");
    }
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
    let on = match &notification.on {
        Some(conditions) => conditions.iter().map(|condition| condition.value).collect(),
        None => BTreeSet::from([PostCondition::Failure, PostCondition::Fixed]),
    };
    Some(Notification { webhook: id.value.clone(), on })
}
