//! Who hears of a build.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolved, Resolver, words};
use crate::read::Entry;
use crate::read::config::{self, CredentialKind, List, PostCondition, Text};
use crate::span::Spanned;
use crate::value::{Problem, email_address};

/// A message at the end of a build.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// How it is sent.
    pub way: Way,
    /// When it is sent.
    pub on: BTreeSet<PostCondition>,
    /// Keys of the pipelines whose builds are told; `None`: of all.
    pub pipelines: Option<BTreeSet<String>>,
}

/// How a message is sent.
#[derive(Debug, Clone)]
pub enum Way {
    /// By a Slack incoming webhook, which the Jenkins credential of that id holds.
    Webhook(String),
    /// By the Slack plugin, to that channel.
    Channel(String),
    /// By mail, to these addresses.
    Email(Vec<String>),
}

impl Notification {
    /// Whether the builds of a pipeline are told; `None` is the only one.
    pub fn hears_of(&self, pipeline: Option<&Text>) -> bool {
        self.pipelines.as_ref().is_none_or(|names| pipeline.is_some_and(|name| names.contains(&name.value)))
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Notification>> {
    let config = cx.config;
    cx.each(&config.notifications, one)
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Notification>) -> Resolved<Notification> {
    let notification = &entry.value;
    let way = way(cx, notification);
    let pipelines = pipelines(cx, notification);
    let mut on = match &notification.on {
        Some(conditions) => conditions_of(cx, conditions)?,
        None => BTreeSet::from([PostCondition::Failure, PostCondition::Fixed]),
    };
    // A build that is fixed is a success, and told as one.
    if on.contains(&PostCondition::Success) {
        on.remove(&PostCondition::Fixed);
    }
    // To Jenkins a build that met one of its limits was aborted, as is one without an agent. One that a newer
    // build superseded was not: its result is NOT_BUILT.
    // Source: <https://github.com/jenkinsci/workflow-job-plugin/pull/200>
    if on.contains(&PostCondition::Failure) {
        on.insert(PostCondition::Aborted);
    }
    Some(Notification { key: entry.key.clone(), way: way?, on, pipelines: pipelines? })
}

fn way(cx: &mut Resolver<'_>, notification: &config::Notification) -> Resolved<Way> {
    if let Some(webhook) = &notification.webhook {
        let (id, _) = cx.credential(webhook, &[CredentialKind::Text])?;
        return Some(Way::Webhook(id.value.clone()));
    }
    if let Some(channel) = &notification.channel {
        return cx.check(slack_channel(channel), channel.span).then(|| Way::Channel(channel.value.clone()));
    }
    if let Some(addresses) = &notification.email {
        if addresses.is_empty() {
            cx.report.error("empty-list", addresses.span, "nobody gets the mail").help("name an address");
            return None;
        }
        let checked: Vec<_> = addresses.iter().map(|one| cx.check(email_address(one), one.span)).collect();
        let sound = checked.into_iter().all(|sound| sound);
        return sound.then(|| Way::Email(words(Some(addresses))));
    }
    cx.report
        .error("missing-key", notification.span, "`webhook`, `channel` or `email` is missing")
        .label("a notification needs a way")
        .help("add `webhook = \"<a name in [secrets]>\"`");
    None
}

/// A channel by its name, a person, or an id.
///
/// Source: <https://plugins.jenkins.io/slack/>
fn slack_channel(text: &str) -> Result<(), Problem> {
    let name = text.trim_start_matches(['#', '@']);
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.is_empty() && text.len() - name.len() <= 1 && name.chars().all(sound) {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not a channel of Slack"), "write one such as `#builds`"))
}

/// The pipelines that are named, which need names for that.
fn pipelines(
    cx: &mut Resolver<'_>,
    notification: &config::Notification,
) -> Resolved<Option<BTreeSet<String>>> {
    let Some(names) = &notification.pipelines else { return Some(None) };
    let jenkins = cx.config.jenkins.as_ref();
    let known: Vec<_> = jenkins.into_iter().flat_map(|jenkins| jenkins.pipelines.names()).collect();
    if names.is_empty() {
        cx.report
            .error("empty-list", names.span, "nobody hears of anything")
            .help("name a pipeline, or remove the key: then all are told");
        return None;
    }
    let mut sound = true;
    for name in names.iter().filter(|name| !known.contains(&name.value.as_str())) {
        sound = false;
        cx.unknown_reference(known.iter().copied(), "pipeline", name);
    }
    sound.then(|| Some(names.iter().map(|name| name.value.clone()).collect()))
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
    let mut told: BTreeMap<_, &Spanned<PostCondition>> = BTreeMap::new();
    let mut sound = true;
    for condition in conditions.iter() {
        let other = results(condition.value).iter().find_map(|result| told.get(result)).copied();
        if let Some(other) = other.filter(|other| is_told_twice(other.value, condition.value)) {
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

/// Whether two conditions that can hold at once mean two messages.
fn is_told_twice(one: PostCondition, other: PostCondition) -> bool {
    use PostCondition::{Fixed, Success};
    one != other && !matches!((one, other), (Success, Fixed) | (Fixed, Success))
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
