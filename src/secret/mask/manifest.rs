//! What the Secrets of Kubernetes hold, in YAML and in JSON.

use super::line::{indent, lines};
use crate::span::Span;

/// The keys of a Secret below which everything is secret.
const DATA: &[&str] = &["data", "stringData"];

/// The values that Secrets hold.
pub(super) fn places(text: &str) -> Vec<Span> {
    let lines: Vec<_> = lines(text).map(|(start, text)| Line::new(start, text)).collect();
    let mut found = Vec::new();
    let mut done = 0;
    for (number, line) in lines.iter().enumerate() {
        if !line.says_secret() {
            continue;
        }
        if let Some(at) = DATA.iter().filter_map(|key| line.text.find(key).map(|at| at + key.len())).min() {
            // All of it stands on one line.
            found.push(line.from(at));
        }
        if number >= done {
            let object = object(&lines, number, done);
            done = object.end;
            found.extend(data(lines.get(object).unwrap_or_default(), line.column));
        }
    }
    found
}

/// A line of a manifest.
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Where its key stands, which in a list is behind the dash.
    column: usize,
    /// Whether an item of a list begins here.
    is_item: bool,
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let dashes = text.trim_start_matches([' ', '\t', '-']);
        let is_item = text.trim_start().starts_with("- ");
        let column = if is_item { text.len() - dashes.len() } else { indent(text) };
        Self { start, text: text.trim_end(), column, is_item }
    }

    /// The key and what stands behind it, without quotes.
    fn entry(&self) -> Option<(&'t str, &'t str)> {
        let (key, value) = self.text.get(self.column..)?.split_once(':')?;
        Some((key.trim_matches(['"', '\'']), value.trim()))
    }

    /// Whether the object that it is a line of is a Secret.
    fn says_secret(&self) -> bool {
        let is_secret = |value: &str| {
            let word = value.trim_start().trim_start_matches(['"', '\'', '\\']);
            word.strip_prefix("Secret").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        self.text.match_indices("kind").any(|(at, key)| {
            let rest = self.text.get(at + key.len()..).unwrap_or_default();
            let rest = rest.trim_start_matches(['"', '\'', '\\', ' ']);
            rest.strip_prefix(':').is_some_and(is_secret)
        })
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn from(&self, at: usize) -> Span {
        Span { start: self.start + at, end: self.start + self.text.len() }
    }
}

/// The lines of the object that a line belongs to; none of them is before `from`.
fn object(lines: &[Line<'_>], number: usize, from: usize) -> std::ops::Range<usize> {
    let column = lines.get(number).map_or(0, |line| line.column);
    let is_outside = |line: &Line<'_>| !line.is_blank() && (line.column < column || line.text == "---");
    let mut start = number;
    while start > from && lines.get(start).is_some_and(|line| !(line.is_item && line.column == column)) {
        if lines.get(start - 1).is_none_or(is_outside) {
            break;
        }
        start -= 1;
    }
    let begins_another = |line: &Line<'_>| line.is_item && line.column == column;
    let behind = lines.get(number + 1..).unwrap_or_default();
    let count = behind.iter().position(|line| is_outside(line) || begins_another(line));
    start..number + 1 + count.unwrap_or(behind.len())
}

/// The values below the data of an object whose keys stand in a column.
fn data(lines: &[Line<'_>], column: usize) -> Vec<Span> {
    let mut within = false;
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        if line.column <= column {
            let key = line.entry().map(|(key, _)| key);
            within = key.is_some_and(|key| DATA.contains(&key));
        }
        match line.entry().filter(|_| within) {
            Some((_, value)) => found.push(line.from(line.text.len() - value.len())),
            None if within => found.push(line.from(indent(line.text))),
            None => {}
        }
    }
    found
}
