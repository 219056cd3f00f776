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
    (value.len() < after.len()).then_some(())?;
    word(text, text.len() - value.len())
}

/// The word there; another option and a variable are no values.
fn word(text: &str, start: usize) -> Option<Span> {
    let word = text.get(start..)?.split(END).next()?;
    let is_value = !word.is_empty() && !word.starts_with(['$', '-', '<', '{']);
    is_value.then_some(Span { start, end: start + word.len() })
}
