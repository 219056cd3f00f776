//! Permissions in AWS: of workloads, of Jenkins hosts, of people.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver};
use crate::read::Named;
use crate::read::config::{self, List, Text};
use crate::span::Span;
use crate::value::{iam_action, iam_arn, iam_policy, iam_resource, iam_sid, terraform_name};

/// What may be done in AWS.
#[derive(Debug, Clone)]
pub struct Iam {
    /// Where its table stands, or what it is for.
    pub span: Span,
    /// AWS managed policies by name, or ARNs; sorted as written.
    pub policies: Vec<Text>,
    /// Statements of a policy of its own, by `Sid`.
    pub statements: BTreeMap<String, Statement>,
    /// An existing role, which has its permissions already.
    pub role_arn: Option<Text>,
}

/// One statement, which allows.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Actions, such as `s3:PutObject`.
    pub actions: Vec<Text>,
    /// ARNs, or `*`.
    pub resources: Vec<Text>,
}

impl Iam {
    /// No permission at all.
    pub fn none(span: Span) -> Self {
        Self { span, policies: Vec::new(), statements: BTreeMap::new(), role_arn: None }
    }
}

/// Resolves `iam`; what is written beside `role_arn` would have no effect, and is an error.
pub(super) fn resolve<'a>(cx: &mut Resolver<'a>, iam: &'a config::Iam) -> Resolved<Iam> {
    let policies = policies(cx, iam.policies.as_ref());
    let statements = statements(cx, &iam.statements);
    let mut sound = true;
    if let Some(role) = &iam.role_arn {
        sound &= cx.check(iam_arn(role, "role"), role.span);
        let first = iam.statements.iter().next().map(|entry| entry.key.span);
        if let Some(other) = iam.policies.as_ref().map(|list| list.span).or(first) {
            sound = false;
            cx.report
                .error("exclusive-keys", other, "an existing role has its permissions already")
                .related(role.span, "the role is named here")
                .help("remove `role_arn`, and kura makes a role, or keep it alone");
        }
    }
    sound.then_some(())?;
    Some(Iam { span: iam.span, policies: policies?, statements: statements?, role_arn: iam.role_arn.clone() })
}

/// Resolves `iam` of a workload, whose key is the address of the role that kura makes.
pub(super) fn of_workload<'a>(
    cx: &mut Resolver<'a>,
    key: &Text,
    iam: Option<&'a config::Iam>,
) -> Resolved<Option<Iam>> {
    let Some(iam) = iam else { return Some(None) };
    let sound = iam.role_arn.is_some() || cx.check(terraform_name(key), key.span);
    let iam = resolve(cx, iam)?;
    sound.then_some(Some(iam))
}

/// Names of AWS managed policies, or ARNs.
pub(super) fn policies(cx: &mut Resolver<'_>, written: Option<&List<Text>>) -> Resolved<Vec<Text>> {
    let Some(written) = written else { return Some(Vec::new()) };
    let mut sound =
        written.iter().map(|policy| cx.check(iam_policy(policy), policy.span)).fold(true, |a, b| a & b);
    // The last part of its name is a part of the address of what attaches it.
    let mut attached = BTreeMap::new();
    for policy in written.iter() {
        let name = policy.rsplit(['/', ':']).next().unwrap_or(policy);
        let first = *attached.entry(name).or_insert(policy.span);
        if first != policy.span {
            sound = false;
            cx.report
                .error("invalid-value", policy.span, format!("a policy `{name}` is attached already"))
                .related(first, "it is this one")
                .help("remove one, or rename it");
        }
    }
    sound.then(|| written.value.clone())
}

/// The statements of a policy.
pub(super) fn statements<'a>(
    cx: &mut Resolver<'a>,
    written: &'a Named<config::Statement>,
) -> Resolved<BTreeMap<String, Statement>> {
    cx.each(written, |cx, entry| {
        let statement = &entry.value;
        let mut sound = cx.check(iam_sid(&entry.key), entry.key.span);
        for action in statement.actions.iter() {
            sound &= cx.check(iam_action(action), action.span);
        }
        for resource in statement.resources.iter() {
            sound &= cx.check(iam_resource(resource), resource.span);
        }
        for list in [&statement.actions, &statement.resources] {
            if list.is_empty() {
                sound = false;
                cx.report
                    .error("empty-list", list.span, "AWS refuses a statement without them")
                    .help("name at least one, or remove the statement");
            }
        }
        sound.then(|| Statement {
            actions: statement.actions.value.clone(),
            resources: statement.resources.value.clone(),
        })
    })
}
