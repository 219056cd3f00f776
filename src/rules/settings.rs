//! `[checks]`: the severities that the user sets.

use std::collections::BTreeSet;

use super::rule;
use crate::diagnostic::{Diagnostic, Report, Severity, nearest};
use crate::model::{CheckSetting, Checks};
use crate::read::config::RuleSeverity;
use crate::read::{Outline, outline};
use crate::span::Source;
use crate::tables::checkov;

/// The settings that hold, and where tables begin and end.
pub(super) struct Settings<'a> {
    settings: Vec<&'a CheckSetting>,
    outline: Outline,
}

impl<'a> Settings<'a> {
    /// Checks the settings; one for a rule that does not exist is an error.
    pub(super) fn new(checks: &'a Checks, source: &Source, report: &mut Report) -> Self {
        let mut taken = checks.settings.iter().map(|setting| setting.rule.value.clone()).collect();
        let settings: Vec<_> =
            checks.settings.iter().filter(|setting| holds(setting, &mut taken, report)).collect();
        // Where tables end is a second reading of the text, which only `at` asks for.
        let asked = settings.iter().any(|setting| !setting.at.is_empty());
        let outline = if asked { outline(source) } else { Outline::default() };
        for table in settings.iter().flat_map(|setting| &setting.at) {
            if !outline.has(&table.value) {
                let message = format!("there is no table `{table}`");
                report
                    .error("unknown-reference", table.span, message)
                    .help("write a table's name, such as `services.web`");
            }
        }
        Self { settings, outline }
    }

    /// Reports the findings, each with the severity that is set for it, but for those that are allowed.
    pub(super) fn apply(&self, found: Vec<Diagnostic>, report: &mut Report) {
        for mut diagnostic in found {
            match self.severity(&diagnostic) {
                Some(RuleSeverity::Allow) => continue,
                Some(RuleSeverity::Error) => diagnostic.severity = Severity::Error,
                Some(RuleSeverity::Warning) => diagnostic.severity = Severity::Warning,
                None => {}
            }
            report.push(diagnostic);
        }
    }

    fn severity(&self, diagnostic: &Diagnostic) -> Option<RuleSeverity> {
        let here = |setting: &&&CheckSetting| {
            let within = |table: &str| self.outline.is_within(diagnostic.span.start, table);
            setting.at.is_empty() || setting.at.iter().any(|table| within(&table.value))
        };
        let settings = self.settings.iter().filter(|setting| setting.rule.value == diagnostic.rule);
        settings.filter(here).map(|setting| setting.severity).next()
    }
}

/// Whether checkov can be told this: it is allowed or not, and on everything that the check looks at.
fn checkov_holds(setting: &CheckSetting, report: &mut Report) -> bool {
    let name = &setting.rule;
    let (span, message, help) = match setting.at.first() {
        _ if setting.severity != RuleSeverity::Allow => (
            name.span,
            "a check of checkov can only be allowed",
            "write `severity = \"allow\"` and the `reason`",
        ),
        Some(at) => (at.span, "a check of checkov is allowed in the whole file", "remove `at`"),
        None => return true,
    };
    report.error("invalid-value", span, message).help(help);
    false
}

/// Whether the setting is for a rule whose severity can be set; `taken` are the names that a fix must not write again.
fn holds(setting: &CheckSetting, taken: &mut BTreeSet<String>, report: &mut Report) -> bool {
    let name = &setting.rule;
    match rule(name) {
        Some(rule) if rule.can_be_set() => return true,
        Some(_) => {
            report
                .error("invalid-value", name.span, format!("the severity of `{name}` cannot be changed"))
                .help("remove the setting, and mend what the rule finds: nothing can be made of the file otherwise");
        }
        None if checkov::has(name) => return checkov_holds(setting, report),
        None if name.starts_with("CKV") => {
            report
                .error("unknown-reference", name.span, format!("kura knows no check `{name}` of checkov"))
                .help(format!(
                    "correct it; `checkov --list` lists them, and the table is of {}",
                    checkov::as_of()
                ));
        }
        None => {
            let names = super::all().map(|rule| rule.name);
            let finding = report.error("unknown-reference", name.span, format!("there is no rule `{name}`"));
            match nearest(name, names) {
                Some(near) => {
                    finding.did_you_mean(near).replace_with_text(near).replaces_a_key(taken);
                }
                None => {
                    finding.help("`kura explain` lists all rules");
                }
            }
        }
    }
    false
}
