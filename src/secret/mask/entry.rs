//! Values by their names: `password: x`, `password = x`, `password x`, and `name: PASSWORD` beside `value: x`.

use std::borrow::Cow;

use super::line::{indent, lines, unescaped};
use super::name::Names;
use super::table::is_key;
use super::value::{self, Between};
use crate::span::Span;

/// What holds the value of a thing whose name stands in another entry.
pub(super) const VALUES: &[&str] = &["value", "default", "defaultValue"];

/// The values that their names call secrets.
pub(super) fn places(text: &str, names: Names) -> Vec<Span> {
    let mut found = Found { text, names, places: Vec::new(), block: false, named: false, value: None };
    for (start, line) in lines(text) {
        found.line(start, line);
    }
    found.places
}

struct Found<'t> {
    text: &'t str,
    names: Names,
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
        self.block = if begins { self.has_secret_value(line) } else { self.block && !line.starts_with('}') };
        let typed = is_typed(line);
        let column = indent(line);
        for Entry { name, from, between, .. } in entries(line, self.names) {
            let on_line = Span { start: start + from, end: start + line.trim_end().len() };
            // Of what is hidden already nothing is an entry.
            if self.places.last().is_some_and(|hidden| hidden.end > on_line.start) {
                continue;
            }
            let is_value = VALUES.contains(&name.rsplit('.').next().unwrap_or_default());
            if self.names.is_secret(&name) || is_value && (self.block || self.named || typed) {
                // What is named as a secret may be a table that holds it.
                let places = value::places(self.text, on_line, column, between, self.names);
                self.named = places.is_none();
                let mut places = places.unwrap_or_default();
                places.retain(|place| !is_switch(self.word(*place)));
                self.places.extend(places);
                continue;
            }
            self.named = name.eq_ignore_ascii_case("name") && self.names.is_secret(self.word(on_line));
            let beside =
                self.value.take().filter(|value| self.named && !self.is_closed(*value, on_line.start));
            self.places.extend(beside);
            self.value = is_value.then(|| self.on_line(on_line, between));
        }
    }

    /// The value on a line, as far as it is a text there.
    fn on_line(&self, line: Span, between: Between) -> Span {
        let text = self.text.get(..line.end).unwrap_or_default();
        let is_table = text.get(line.start..).is_some_and(|value| value.trim_start().starts_with(['{', '[']));
        let places = if is_table { None } else { value::places(text, line, 0, between, self.names) };
        places.and_then(|places| places.first().copied()).unwrap_or(line)
    }

    /// Whether the table of a value ends before a byte.
    fn is_closed(&self, value: Span, at: usize) -> bool {
        self.text.get(value.end..at).is_some_and(|between| between.contains('}'))
    }

    /// The first word of a place, without its quotes.
    fn word(&self, place: Span) -> &str {
        let value = self.text.get(place.start..place.end).unwrap_or_default();
        let is_outside = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
        let value = value.trim_start_matches(is_outside);
        value.split(|c| is_outside(c) || matches!(c, ',' | '}')).next().unwrap_or_default()
    }

    /// Whether a block of Terraform that begins there says a secret in its `value` or `default`.
    fn has_secret_value(&self, line: &str) -> bool {
        let mut words = line.split(['"', ' ', '{']).filter(|word| !word.is_empty());
        match (words.next(), words.next()) {
            (Some("variable"), Some(name)) => self.names.is_secret(name),
            (Some("resource"), Some(kind)) => kind == "aws_ssm_parameter",
            _ => false,
        }
    }
}

/// Whether a value only says yes or no.
fn is_switch(word: &str) -> bool {
    ["true", "false", "yes", "no"].iter().any(|switch| word.eq_ignore_ascii_case(switch))
}

/// Whether a line says of something that it is a password: its value is one, whatever its name.
pub(super) fn is_typed(line: &str) -> bool {
    let says = |behind: &str| {
        let value = behind.trim_start_matches(['"', '\'', ' ', '\t', '=', ':']);
        value.len() < behind.len() && value.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("password"))
    };
    line.match_indices("type").any(|(at, word)| line.get(at + word.len()..).is_some_and(says))
        || line.contains("password(")
}

/// A name and where what it gives a value to may begin.
struct Entry<'l> {
    name: Cow<'l, str>,
    from: usize,
    between: Between,
    /// Whether the name is the last of a path.
    is_below: bool,
}

/// The names of a line with the places behind them.
fn entries(line: &str, names: Names) -> Vec<Entry<'_>> {
    let line = line.trim_end();
    let first = line.len() - line.trim_start_matches([' ', '\t', '"', '\'']).len();
    let signs = line.match_indices([':', '=']);
    let mut found: Vec<_> = signs.filter_map(|(at, sign)| signed(line, first, at, sign)).collect();
    // In a sentence a file may be called so.
    let is_path = |entry: &Entry<'_>| names == Names::Sentence && entry.is_below;
    found.retain(|entry| !is_path(entry));
    found.extend(instruction(line));
    if names.may_stand_alone() {
        let opens = |c: char| matches!(c, '{' | ',') || names == Names::Kura && matches!(c, '[' | '"' | '\'');
        let openings =
            line.match_indices(opens).chain(line.match_indices("\\n")).map(|(at, sign)| at + sign.len());
        found.extend(std::iter::once(0).chain(openings).filter_map(|at| alone(line, at, names)));
    }
    found.sort_by_key(|entry| entry.from);
    found
}

/// What stands before and behind a sign; `first` is where the first word of the line begins.
fn signed<'l>(line: &'l str, first: usize, at: usize, sign: &str) -> Option<Entry<'l>> {
    let (before, after) = (line.get(..at)?, line.get(at + 1..)?);
    // `:=`, `+=` and `?=` give a value as `=` does.
    let before = before.trim_end_matches([':', '+', '?', '|']);
    let name = before.trim_end_matches([' ', '\t', '"', '\'', '\\']);
    let word = key(name);
    let outside = name.strip_suffix(word)?.trim_end_matches(['"', '\'']);
    let is_below = outside.ends_with('/');
    let is_key =
        name.len() - word.len() == first || outside.trim_end_matches([' ', '\t']).ends_with(['{', ',', '[']);
    let is_spaced = after.starts_with(char::is_whitespace) || after.is_empty() || after.starts_with("\\n");
    // `a:1` is an image, and `a=1` an argument that ends with its word.
    let separates = sign == "=" || is_spaced || name.len() < before.len() || is_key;
    let between = if sign == "=" && !is_spaced && !is_key { Between::Tight } else { Between::Loose };
    // `==` and `=>` are longer.
    let more = after.len() - after.trim_start_matches(['=', '>', '~']).len();
    let from = at + 1 + if sign == "=" { more } else { 0 };
    Some(Entry { name: meant(word), from, between, is_below })
        .filter(|entry| separates && !entry.name.is_empty())
}

/// What may stand before a name that gives a value without a sign.
const WORDS: &[&str] = &["- ", "export ", "ENV ", "ARG "];

/// How far a name reaches, and the quotes and blanks around it, in bytes.
const NEAR: usize = 200;
/// How many quotes and blanks may stand between a bracket and a name.
const BEFORE: usize = 16;

/// A name at a byte of a line with a blank behind it and no sign, as in `password "x"`.
fn alone(line: &str, at: usize, names: Names) -> Option<Entry<'_>> {
    let before = if at == 0 { NEAR } else { BEFORE };
    let rest = line.get(at..line.ceil_char_boundary(line.len().min(at + before)))?;
    let start = at + rest.len() - rest.trim_start_matches([' ', '\t', '"', '\'']).len();
    let end = line.ceil_char_boundary(line.len().min(start + NEAR));
    let rest = line.get(start..end)?;
    let rest = WORDS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let length = rest.find(|c: char| !is_key(c)).unwrap_or(rest.len());
    let name = rest.get(..length).filter(|name| names.is_secret(name))?;
    let behind = rest.get(length..)?.trim_start_matches(['"', '\'']);
    let after = behind.trim_start_matches([' ', '\t']);
    let is_alone = behind.len() > after.len()
        && !after.is_empty()
        && !after.starts_with(['=', ':', '{', '(', '+', '?', '|', ',', '}', ']']);
    let from = end - after.len();
    is_alone.then_some(Entry { name: name.into(), from, between: Between::Loose, is_below: false })
}

/// The key that a text ends with: with its dots, and the quotes and blanks beside these, as it is written.
fn key(text: &str) -> &str {
    let mut start = text.len();
    let mut behind = ' ';
    let mut characters = text.char_indices().rev().peekable();
    while let Some((at, c)) = characters.next() {
        let before = characters.peek().map_or(' ', |(_, before)| *before);
        let is_joint = matches!(c, '"' | '\'' | ' ') && (behind == '.' || before == '.');
        if !(is_key(c) || c == '\\' || is_joint) {
            break;
        }
        (start, behind) = (at, c);
    }
    text.get(start..).unwrap_or_default()
}

/// A key without its quotes and escapes.
fn meant(key: &str) -> Cow<'_, str> {
    if !key.contains(['"', '\'', '\\', ' ']) {
        return Cow::Borrowed(key);
    }
    let plain: String = unescaped(key).chars().filter(|c| !matches!(c, '"' | '\'' | ' ')).collect();
    let word = plain.rsplit(|c: char| !is_key(c)).next().unwrap_or_default();
    Cow::Owned(word.to_owned())
}

/// `ENV NAME value`.
fn instruction(line: &str) -> Option<Entry<'_>> {
    let start = indent(line);
    let keyword = line.get(start..start + 4)?;
    let rest = line.get(start + 4..)?;
    let (name, _) = rest.split_once(' ')?;
    let is_one = ["ENV ", "ARG "].iter().any(|known| known.eq_ignore_ascii_case(keyword));
    let from = start + 4 + name.len() + 1;
    (is_one && !name.contains('=')).then_some(Entry {
        name: name.into(),
        from,
        between: Between::Loose,
        is_below: false,
    })
}
