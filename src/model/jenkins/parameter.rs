//! Parameters of a build, which a person may set.

use crate::diagnostic::listed;
use crate::model::container::variable_name;
use crate::model::resolver::{Resolved, Resolver, words};
use crate::read::config::{self, Literal, ParameterType, Text};
use crate::read::{Entry, Named};
use crate::value::one_line;

/// A parameter of the build, which is also a variable of each step.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Text,
    /// What it can be.
    pub value: ParameterValue,
    /// What a person reads.
    pub description: Option<String>,
}

/// What a parameter can be, and is by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterValue {
    /// Any text.
    Text(Text),
    /// Yes or no.
    Switch(bool),
    /// One of these, the first by default.
    Choice(Vec<String>),
}

/// In the order of the file, which is the order of the form.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    parameters: &Named<config::Parameter>,
) -> Resolved<Vec<Parameter>> {
    let resolved: Vec<_> = parameters.iter().map(|entry| one(cx, entry)).collect();
    resolved.into_iter().collect()
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Parameter>) -> Resolved<Parameter> {
    let parameter = &entry.value;
    let named = cx.check(variable_name(&entry.key), entry.key.span);
    let default = parameter.default.as_ref();
    let value = match parameter.r#type.value {
        ParameterType::String => {
            let text = default.map_or_else(String::new, |text| text.text.clone());
            Some(ParameterValue::Text(Text::new(text, default.map_or(entry.key.span, |text| text.span))))
        }
        ParameterType::Boolean => switch(cx, default),
        ParameterType::Choice => choice(cx, parameter),
    };
    if let (Some(choices), false) = (&parameter.choices, parameter.r#type.value == ParameterType::Choice) {
        cx.report
            .error("misplaced-key", choices.span, "only a parameter of type `choice` has choices")
            .related(parameter.r#type.span, "its type")
            .help("set `type = \"choice\"`, or remove `choices`");
        return None;
    }
    Some(Parameter {
        name: named.then(|| entry.key.clone())?,
        value: value?,
        description: parameter.description.as_ref().map(|text| text.value.clone()),
    })
}

fn switch(cx: &mut Resolver<'_>, default: Option<&Literal>) -> Resolved<ParameterValue> {
    match default.map_or("false", |default| &default.text) {
        "true" => Some(ParameterValue::Switch(true)),
        "false" => Some(ParameterValue::Switch(false)),
        other => {
            let span = default.map(|default| default.span).unwrap_or_default();
            cx.report
                .error("invalid-value", span, format!("`{other}` is neither `true` nor `false`"))
                .help("write `true` or `false`");
            None
        }
    }
}

/// Jenkins takes the first choice for the default, and keeps all of them as lines of one text.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#parameters>
fn choice(cx: &mut Resolver<'_>, parameter: &config::Parameter) -> Resolved<ParameterValue> {
    let written = parameter.choices.iter().flat_map(|choices| choices.iter());
    written.fold(true, |sound, text| sound & cx.check(one_line(text), text.span)).then_some(())?;
    let mut choices = words(parameter.choices.as_ref());
    if choices.is_empty() {
        cx.report
            .error("missing-key", parameter.span, "`choices` is missing")
            .label("there is nothing to choose")
            .help("add `choices = [\"...\", \"...\"]`");
        return None;
    }
    if let Some(default) = &parameter.default {
        let Some(place) = choices.iter().position(|choice| *choice == default.text) else {
            let listed = listed(choices.iter().map(String::as_str));
            cx.report
                .error("unknown-value", default.span, format!("`{}` is not one of the choices", default.text))
                .help(format!("write one of {listed}, or add it to `choices`"));
            return None;
        };
        choices.get_mut(..=place)?.rotate_right(1);
    }
    Some(ParameterValue::Choice(choices))
}
