//! `kura explain`.

use kura::diagnostic::nearest;
use kura::output::Trouble;
use kura::rules;

use super::Status;
use crate::cli::ExplainFormat;
use crate::terminal::tell;

/// Says all about one rule, or lists all.
pub(crate) fn explain(name: Option<&str>, format: ExplainFormat) -> Result<Status, Trouble> {
    let rules = match name {
        None => rules::rules(),
        Some(name) => vec![rules::rule(name).ok_or_else(|| unknown_rule(name))?],
    };
    match (format, name, rules.as_slice()) {
        (ExplainFormat::Text, Some(_), [rule]) => tell(&rules::explain(rule))?,
        (ExplainFormat::Text, ..) => tell(&rules::list(&rules))?,
        (ExplainFormat::Json, ..) => tell(&format!("{:#}\n", rules::json(&rules)))?,
        (ExplainFormat::Markdown, ..) => tell(&rules::page(&rules))?,
    }
    Ok(Status::Clean)
}

fn unknown_rule(name: &str) -> Trouble {
    let near = nearest(name, rules::rules().iter().map(|rule| rule.name));
    let why =
        near.map_or_else(|| "`kura explain` lists all".to_owned(), |near| format!("did you mean `{near}`?"));
    Trouble { what: format!("there is no rule `{name}`"), why }
}
