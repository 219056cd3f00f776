//! What every table's resolution needs: the whole configuration, and a place for errors.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Report, listed, nearest};
use crate::read::config::{self, Bool, Config, List, Literal, Text};
use crate::read::{Entry, Named};
use crate::repository::Repository;
use crate::span::{Span, Spanned};
use crate::value::{Date, Problem, terraform_name};

/// What came of resolving something: `None` after an error, which the report then holds.
pub(super) type Resolved<T> = Option<T>;

/// Carried through the phase.
pub(super) struct Resolver<'a> {
    /// As written.
    pub config: &'a Config,
    /// The files beside `kura.toml`.
    pub repository: &'a dyn Repository,
    /// The day that ages the bundled tables, if the command line names one.
    pub as_of: Option<Date>,
    /// Where errors go.
    pub report: &'a mut Report,
}

impl<'a> Resolver<'a> {
    /// Looks a name up; an unknown one is an error at its place.
    pub(super) fn find<T>(&mut self, table: &'a Named<T>, what: &str, name: &Text) -> Resolved<&'a T> {
        let found = table.get(&name.value);
        if found.is_none() {
            self.unknown_reference(table.names(), what, name);
        }
        found
    }

    /// Reports a name that stands in no table; the name is the whole text at its place.
    pub(super) fn unknown_reference<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        what: &str,
        name: &Text,
    ) -> &mut Diagnostic {
        let names: Vec<_> = names.collect();
        let finding =
            self.report.error("unknown-reference", name.span, format!("there is no {what} `{name}`"));
        if let Some(near) = nearest(name, names.iter().copied()) {
            finding.did_you_mean(near).replace_with_text(near);
        } else if names.is_empty() {
            finding.help(format!("declare the {what} `{name}`"));
        } else {
            finding.help(format!("declare the {what} `{name}`, or name one of {}", listed(names)));
        }
        finding
    }

    /// Reports a name that something else, such as a map, does not have.
    pub(super) fn unknown_member<'n>(
        &mut self,
        owner: &Text,
        names: impl Iterator<Item = &'n str>,
        what: &str,
        name: &Text,
    ) {
        let names: Vec<_> = names.collect();
        let message = format!("`{owner}` has no {what} `{name}`");
        let finding = self.report.error("unknown-reference", name.span, message);
        if let Some(near) = nearest(name, names.iter().copied()) {
            finding.did_you_mean(near).replace_with_text(near);
        } else {
            finding.help(format!("name one of {}", listed(names)));
        }
    }

    /// Reports a problem with a value, if there is one; tells whether there was none.
    pub(super) fn check(&mut self, checked: Result<(), Problem>, span: Span) -> bool {
        match checked {
            Ok(()) => true,
            Err(problem) => {
                self.report.error("invalid-value", span, problem.message).help(problem.help);
                false
            }
        }
    }

    /// The key of old of a thing that was renamed; one that still names another thing is an error.
    pub(super) fn renamed_from<T>(
        &mut self,
        key: &Text,
        old: Option<&Text>,
        table: &Named<T>,
    ) -> Resolved<Option<Text>> {
        let Some(old) = old else { return Some(None) };
        if let Some(other) = table.iter().find(|entry| entry.key.value == old.value) {
            self.report
                .error("invalid-value", old.span, format!("`{old}` is not a name of old"))
                .label(format!("`{key}` cannot take over what this name still means"))
                .related(other.key.span, "it is still in use")
                .help("remove `renamed_from`, or the entry of that name");
            return None;
        }
        self.check(terraform_name(old), old.span).then(|| Some(old.clone()))
    }

    /// Reports something the language has and kura cannot compile yet.
    pub(super) fn later(&mut self, span: Span, what: &str, help: &str) {
        self.report
            .error("not-supported-yet", span, format!("{what} is not supported yet"))
            .label("a later version of kura will compile this")
            .help(help);
    }

    /// Resolves every entry of a table, also after one that is wrong.
    pub(super) fn each<T, U>(
        &mut self,
        table: &'a Named<T>,
        mut resolve: impl FnMut(&mut Self, &'a Entry<T>) -> Option<U>,
    ) -> Resolved<BTreeMap<String, U>> {
        let resolved: Vec<_> =
            table.iter().map(|entry| Some((entry.key.value.clone(), resolve(self, entry)?))).collect();
        resolved.into_iter().collect()
    }

    /// Whether a number lies within a range; an error at its place otherwise.
    pub(super) fn within(&mut self, number: config::Int, least: i64, most: i64, unit: &str) -> bool {
        let sound = (least..=most).contains(&number.value);
        if !sound {
            self.report
                .error("invalid-value", number.span, format!("{number} {unit} is out of range"))
                .help(format!("write a number from {least} to {most}"));
        }
        sound
    }

    /// A number of at least `least`; an error at its place otherwise.
    pub(super) fn at_least(
        &mut self,
        number: Option<&crate::read::config::Int>,
        least: i64,
        default: i64,
    ) -> i64 {
        let Some(number) = number else { return default };
        if number.value < least || number.value > i64::from(i32::MAX) {
            self.report
                .error("invalid-value", number.span, format!("{number} is out of range"))
                .help(format!("write a number from {least} to {}", i32::MAX));
        }
        number.value
    }
}

/// An open table as a sorted map.
pub(super) fn texts(table: &Named<Text>) -> BTreeMap<String, String> {
    table.iter().map(|entry| (entry.key.value.clone(), entry.value.value.clone())).collect()
}

/// An open table as a sorted map, with the places of its values.
pub(super) fn places(table: &Named<Text>) -> BTreeMap<String, Text> {
    table.iter().map(|entry| (entry.key.value.clone(), entry.value.clone())).collect()
}

/// A list as plain text; empty when it is absent.
pub(super) fn words(list: Option<&List<Text>>) -> Vec<String> {
    list.map(|list| list.iter().map(|word| word.value.clone()).collect()).unwrap_or_default()
}

/// A switch that may be absent, and the place of what it is a key of.
pub(super) fn switch(switch: Option<&Bool>, default: bool, place: Span) -> Spanned<bool> {
    switch.copied().unwrap_or(Spanned::new(default, place))
}

/// An open table as a sorted map, each value with its place.
pub(super) fn literals(table: &Named<Literal>) -> BTreeMap<String, Text> {
    let text = |literal: &Literal| Text::new(literal.text.clone(), literal.span);
    table.iter().map(|entry| (entry.key.value.clone(), text(&entry.value))).collect()
}

/// The keys of a table, and where they stand.
pub(super) fn keys<T>(table: &Named<T>) -> Vec<Text> {
    table.iter().map(|entry| entry.key.clone()).collect()
}

/// A switch that may be absent.
pub(super) fn is_on(switch: Option<&Bool>, default: bool) -> bool {
    switch.map_or(default, |switch| switch.value)
}
