//! How strict kura is.

use std::collections::BTreeSet;

use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{RuleSetting, RuleSeverity, Text};
use crate::tables::checkov;
use crate::value::{Date, FromText};

/// The newest date of the bundled tables: what ages them unless the user names another day.
const TABLES_AS_OF: Date = Date::new(2026, 11, 22);

/// `[checks]`, with its defaults.
#[derive(Debug, Clone)]
pub struct Checks {
    /// The day that ages the bundled tables; never the clock's.
    pub as_of: Date,
    /// Severities that the user sets, in the order of the file.
    pub settings: Vec<CheckSetting>,
}

impl Checks {
    /// The checks of checkov that look at things of a kind and are allowed, and why.
    ///
    /// A kind is a type of Terraform's such as `aws_eks_cluster`, a kind of Kubernetes', or `*` for Dockerfiles.
    pub fn suppressions(&self, kind: &str) -> impl Iterator<Item = (&str, &str)> {
        let here = self.settings.iter().filter(move |setting| setting.checkov_kinds.contains(kind));
        here.filter_map(|setting| Some((setting.rule.as_str(), setting.reason.as_ref()?.as_str())))
    }
}

/// The severity of one rule.
#[derive(Debug, Clone)]
pub struct CheckSetting {
    /// Name of the rule; whether there is one is not known here.
    pub rule: Text,
    /// How bad its findings are.
    pub severity: RuleSeverity,
    /// Why; always there where they are allowed.
    pub reason: Option<Text>,
    /// Only in these tables; empty: in the whole file.
    pub at: Vec<Text>,
    /// The kinds of things that it looks at, if it is a check of checkov's and allowed.
    checkov_kinds: BTreeSet<&'static str>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Checks> {
    let Some(checks) = &cx.config.checks else {
        return Some(Checks { as_of: cx.as_of.unwrap_or(TABLES_AS_OF), settings: Vec::new() });
    };
    let written = checks.as_of.as_ref().map(|text| day(cx, text));
    let settings: Vec<_> = checks.rules.iter().map(|entry| setting(cx, entry)).collect();
    let settings = settings.into_iter().collect::<Option<_>>();
    let as_of = cx.as_of.or(written.unwrap_or(Some(TABLES_AS_OF)));
    Some(Checks { as_of: as_of?, settings: settings? })
}

fn day(cx: &mut Resolver<'_>, text: &Text) -> Resolved<Date> {
    let day = Date::from_text(text);
    cx.check(day.clone().map(drop), text.span);
    day.ok()
}

fn setting(cx: &mut Resolver<'_>, entry: &Entry<RuleSetting>) -> Resolved<CheckSetting> {
    let (severity, reason, at) = match &entry.value {
        RuleSetting::Severity(severity) => (severity.value.into(), None, Vec::new()),
        RuleSetting::Table(table) => {
            if table.severity.value == RuleSeverity::Allow && table.reason.is_none() {
                cx.report
                    .error("missing-key", table.span, "`reason` is missing")
                    .label("who reads this later wants to know why it is allowed")
                    .help("add `reason = \"...\"`");
                return None;
            }
            let at = table.at.as_ref().map(|at| at.value.clone()).unwrap_or_default();
            (table.severity.value, table.reason.clone(), at)
        }
    };
    let is_skip = severity == RuleSeverity::Allow && entry.key.starts_with("CKV");
    let checkov_kinds = if is_skip { checkov::kinds(&entry.key).collect() } else { BTreeSet::new() };
    Some(CheckSetting { rule: entry.key.clone(), severity, reason, at, checkov_kinds })
}
