//! Values of options on command lines, as in `--password x`.

use super::name::is_secret;
use crate::span::Span;

/// What may stand between an option and its value, on a line and in a list.
const BETWEEN: &[char] = &[' ', '\t', '\n', '"', '\'', ',', '=', '\\'];

/// What ends a word.
const END: &[char] = &[' ', '\t', '\n', '\r', '"', '\'', ',', ']', ')', '\\', ';'];

/// The values of options that are named as secrets.
pub(super) fn places(text: &str) -> Vec<Span> {
    text.match_indices("--").filter_map(|(at, _)| long(text, at + 2)).collect()
}

fn long(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next()?;
    if !is_secret(name, "x") {
        return None;
    }
    let after = rest.get(name.len()..)?;
    let value = after.trim_start_matches(BETWEEN);
    // In a list of YAML it is the next item.
    let value = value.strip_prefix("- ").unwrap_or(value).trim_start_matches(BETWEEN);
    let start = text.len() - value.len();
    let between =
        text.get(start - (after.len() - value.len())..start).filter(|between| !between.is_empty())?;
    // What stands in quotes may hold blanks.
    match between.chars().next_back()? {
        '"' | '\'' if value.starts_with('$') => None,
        quote @ ('"' | '\'') => Some(Span { start, end: quoted(text, start, quote, between) }),
        _ => word(text, start),
    }
}

/// Where a value behind a quote ends: at the next one if that is not escaped, else with its line.
fn quoted(text: &str, start: usize, quote: char, between: &str) -> usize {
    let line = text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    let closing = line.find(quote).filter(|at| {
        let is_escaped = |text: &str| text.ends_with('\\');
        !is_escaped(between.trim_end_matches(quote)) && !is_escaped(line.get(..*at).unwrap_or_default())
    });
    start + closing.unwrap_or(line.len())
}

/// The word there; another option and a variable are no values.
fn word(text: &str, start: usize) -> Option<Span> {
    let word = text.get(start..)?.split(END).next()?;
    let is_value = !word.is_empty() && !word.starts_with(['$', '-', '<', '{']);
    is_value.then_some(Span { start, end: start + word.len() })
}
