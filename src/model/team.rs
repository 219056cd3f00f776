//! People with access to the AWS account.

use std::collections::{BTreeMap, BTreeSet};

use super::iam::{self, Iam};
use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, ClusterAccess, Text};
use crate::span::Span;
use crate::value::{Problem, iam_user, pgp_key, terraform_name};

/// Groups of IAM users.
#[derive(Debug, Clone)]
pub struct Team {
    /// Where its table stands.
    pub span: Span,
    /// Public key that first passwords are encrypted with: base64, or `keybase:<user>`.
    pub pgp_key: Option<Text>,
    /// The groups, by key.
    pub groups: BTreeMap<String, TeamGroup>,
}

/// IAM users with the same rights.
#[derive(Debug, Clone)]
pub struct TeamGroup {
    /// Its key, which is also its name.
    pub key: Text,
    /// Names of its users; at least one.
    pub users: Vec<Text>,
    /// What they may do.
    pub iam: Iam,
    /// What they may do in the cluster.
    pub cluster_access: ClusterAccess,
    /// Its key until now, if that has changed.
    pub renamed_from: Option<Text>,
}

impl Team {
    /// Every user once, sorted.
    pub fn users(&self) -> BTreeSet<&str> {
        self.groups.values().flat_map(|group| &group.users).map(|user| user.value.as_str()).collect()
    }

    /// The users that may do something in the cluster, each with the most that a group of theirs may.
    pub fn cluster_users(&self) -> BTreeMap<&str, ClusterAccess> {
        let mut users = BTreeMap::new();
        for group in self.groups.values().filter(|group| group.cluster_access != ClusterAccess::None) {
            for user in &group.users {
                let access = users.entry(user.value.as_str()).or_insert(group.cluster_access);
                *access = group.cluster_access.max(*access);
            }
        }
        users
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Team>> {
    let config = cx.config;
    let Some(team) = &config.team else { return Some(None) };
    let groups = cx.each(&team.groups, group);
    if let Some(key) = &team.pgp_key {
        cx.check(pgp_key(key), key.span);
    }
    Some(Some(Team { span: team.span, pgp_key: team.pgp_key.clone(), groups: groups? }))
}

fn group<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::TeamGroup>) -> Resolved<TeamGroup> {
    let group = &entry.value;
    let mut sound = cx.check(terraform_name(&entry.key), entry.key.span);
    for user in group.users.iter() {
        sound &= cx.check(iam_user(user), user.span);
    }
    if group.users.is_empty() {
        sound = false;
        cx.report
            .error("empty-list", group.users.span, "a group without users gives nobody access")
            .help("name its users, or remove the group");
    }
    sound &= once(cx, &group.users);
    if let Some(old) = &group.renamed_from {
        sound &= cx.check(terraform_name(old), old.span);
    }
    let policies = if group.policies.is_none() && group.statements.is_empty() {
        Some(vec![Text::new("ReadOnlyAccess".to_owned(), group.span)])
    } else {
        iam::policies(cx, group.policies.as_ref())
    };
    let statements = iam::statements(cx, &group.statements);
    sound.then_some(())?;
    Some(TeamGroup {
        key: entry.key.clone(),
        users: group.users.value.clone(),
        iam: Iam { policies: policies?, statements: statements?, ..Iam::none(group.span) },
        cluster_access: group.cluster_access.as_ref().map_or(ClusterAccess::None, |access| access.value),
        renamed_from: group.renamed_from.clone(),
    })
}

/// Whether each user stands in a list once; AWS tells names apart only by more than their case.
fn once(cx: &mut Resolver<'_>, users: &[Text]) -> bool {
    let mut seen = BTreeMap::new();
    let mut sound = true;
    for user in users {
        if let Some(first) = seen.insert(user.to_lowercase(), user.span) {
            sound = false;
            cx.check(
                Err(Problem::new(format!("`{user}` stands in this list twice"), "remove one")),
                user.span,
            );
            seen.insert(user.to_lowercase(), first);
        }
    }
    sound
}
