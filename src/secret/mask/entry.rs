//! Values by their names: `password: x`, `password = x`, and `name: PASSWORD` beside `value: x`.

use super::name::is_secret;
use super::{indent, lines};
use crate::span::Span;

/// What holds the value of a thing whose name stands in another entry.
const VALUES: &[&str] = &["value", "default", "defaultValue"];

/// The values that their names call secrets.
pub(super) fn places(text: &str) -> Vec<Span> {
    let mut found = Found { text, places: Vec::new(), block: false, named: false, value: None };
    for (start, line) in lines(text) {
        // Of what is hidden already no line is an entry.
        if found.places.last().is_none_or(|hidden| hidden.end <= start) {
            found.line(start, line);
        }
    }
    found.places
}

struct Found<'t> {
    text: &'t str,
    places: Vec<Span>,
    /// Within a block of Terraform whose value is a secret.
    block: bool,
    /// Whether the entry before named a secret.
    named: bool,
    /// The value of the entry before, if that was all it said.
    value: Option<Span>,
}

impl Found<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let begins = ["variable ", "resource "].iter().any(|word| line.starts_with(word));
        self.block = if begins { has_secret_value(line) } else { self.block && !line.starts_with('}') };
        for (name, from, end) in entries(line) {
            let on_line = Span { start: start + from, end: start + end };
            let is_value = VALUES.contains(&name);
            let is_named = is_secret(name, "x") || is_value && (self.block || self.named);
            if is_named {
                // What is named as a secret may be a table that holds it.
                let place = place(self.text, on_line, indent(line));
                self.named = place.is_none();
                self.places.extend(place.filter(|place| !is_switch(self.word(*place))));
                continue;
            }
            self.named = name.eq_ignore_ascii_case("name") && is_secret(self.word(on_line), "x");
            if self.named {
                self.places.extend(self.value);
            }
            self.value = is_value.then_some(on_line);
        }
    }

    /// The first word of a place, without its quotes.
    fn word(&self, place: Span) -> &str {
        let value = self.text.get(place.start..place.end).unwrap_or_default();
        let is_outside = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
        let value = value.trim_start_matches(is_outside);
        value.split(|c| is_outside(c) || matches!(c, ',' | '}')).next().unwrap_or_default()
    }
}

/// Whether a value only says yes or no.
fn is_switch(word: &str) -> bool {
    !is_secret("password", word)
}

/// Whether a block of Terraform that begins there says a secret in its `value` or `default`.
fn has_secret_value(line: &str) -> bool {
    let mut words = line.split(['"', ' ', '{']).filter(|word| !word.is_empty());
    match (words.next(), words.next()) {
        (Some("variable"), Some(name)) => is_secret(name, "x"),
        (Some("resource"), Some(kind)) => kind == "aws_ssm_parameter",
        _ => false,
    }
}

/// The names of a line, each with where its value begins, and where it ends at the latest.
fn entries(line: &str) -> impl Iterator<Item = (&str, usize, usize)> {
    let line = line.trim_end();
    let separated = line.match_indices([':', '=']).filter_map(|(at, sign)| {
        let (before, after) = (line.get(..at)?, line.get(at + 1..)?);
        let name = before.trim_end_matches([' ', '\t', '"', '\'', '\\']);
        let is_spaced = after.starts_with(char::is_whitespace) || after.is_empty();
        // `a:1` is an image, and `a=1` an argument that ends with its word.
        let separates = sign == "=" || is_spaced || name.len() < before.len();
        let end = if sign == "=" && !is_spaced { at + 1 + word(after) } else { line.len() };
        Some((last_word(name), at + 1, end)).filter(|(name, ..)| separates && !name.is_empty())
    });
    instruction(line).into_iter().chain(separated)
}

/// How long a word is, with its quotes.
fn word(text: &str) -> usize {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let closed = quote.and_then(|quote| text.get(1..)?.find(quote));
    let end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | ')' | '}' | ']');
    closed.map_or_else(|| text.find(end).unwrap_or(text.len()), |length| length + 2)
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).next().unwrap_or_default()
}

/// `ENV NAME value`.
fn instruction(line: &str) -> Option<(&str, usize, usize)> {
    let start = indent(line);
    let keyword = line.get(start..start + 4)?;
    let rest = line.get(start + 4..)?;
    let (name, _) = rest.split_once(' ')?;
    let is_one = ["ENV ", "ARG "].iter().any(|known| known.eq_ignore_ascii_case(keyword));
    (is_one && !name.contains('=')).then_some((name, start + 4 + name.len() + 1, line.len()))
}

/// Where the value is that stands there, if it ends on its line.
///
/// `None` if there is none, or if it only says where the secret is.
fn place(text: &str, on_line: Span, indent: usize) -> Option<Span> {
    let end = on_line.end;
    let start = on_line.start + super::indent(text.get(on_line.start..end)?);
    let value = text.get(start..end)?;
    let is_outside = |line: &str| !line.trim().is_empty() && super::indent(line) <= indent;
    if value.is_empty() {
        // The next line is the value, unless it is an entry itself.
        let next = text.get(end..)?.split_inclusive('\n').nth(1)?;
        let is_plain = !next.contains([':', '=']) && !next.trim_start().starts_with("- ");
        return if is_plain { lines_behind(text, end, is_outside) } else { None };
    }
    if is_block_scalar(value) {
        return lines_behind(text, end, is_outside);
    }
    if let Some(name) = value.strip_prefix("<<") {
        let name = name.trim_start_matches(['-', '~']).trim_matches(['"', '\'', ' ']);
        return lines_behind(text, end, |line| line.trim() == name);
    }
    if let Some(quote) = ["'''", "\"\"\""].into_iter().find(|quote| value.starts_with(quote)) {
        let inner = text.get(start + quote.len()..)?;
        let length = inner.find(quote).unwrap_or(inner.len());
        return Some(Span { start, end: start + quote.len() + length });
    }
    if value.ends_with(['{', '(', '[']) && value.len() > 1 {
        // What is called with the secret goes on to where it is closed.
        let end = lines_behind(text, end, is_outside).map_or(end, |behind| behind.end);
        return Some(Span { start, end });
    }
    Some(Span { start, end }).filter(|_| !is_elsewhere(value))
}

/// The lines behind the one that ends at a byte, up to one that stops them.
fn lines_behind(text: &str, end: usize, stops: impl Fn(&str) -> bool) -> Option<Span> {
    let start = end + text.get(end..)?.find('\n')? + 1;
    let lines = text.get(start..)?.split_inclusive('\n').take_while(|line| !stops(line));
    let length: usize = lines.map(str::len).sum();
    (length > 0).then_some(Span { start, end: start + length })
}

fn is_block_scalar(value: &str) -> bool {
    let Some(rest) = value.strip_prefix(['|', '>']) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    rest.is_empty() || rest.trim_start().starts_with('#')
}

/// Whether a value is a table, or only says where to find the value.
fn is_elsewhere(value: &str) -> bool {
    let plain = value.trim_start_matches(['"', '\'', '\\']);
    let is_variable = plain.strip_prefix('$').is_some_and(|name| {
        let word = name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        !word.is_empty() && word.chars().all(|c| !c.is_lowercase())
    });
    let is_template = ["$(", "{{", "<%"].iter().any(|sign| plain.starts_with(sign));
    let is_interpolated = plain.strip_prefix("${").is_some_and(|rest| !rest.starts_with('"'));
    value.starts_with(['{', '[']) || is_variable || is_template || is_interpolated
}
