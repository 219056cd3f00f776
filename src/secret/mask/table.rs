//! Tables and lists behind the name of a secret, as TOML, JSON and HCL write them.

use super::value::{Between, is_settled, line_end};
use crate::span::Span;

/// Keys of the language whose values are names, kinds and prose, and so may be shown of a secret.
pub(super) const REFERENCES: &[&str] = &[
    "access_key_id",
    "config_map",
    "credentials",
    "database",
    "description",
    "encrypt_secrets",
    "external-secrets",
    "jenkins",
    "key",
    "key_name",
    "keys",
    "kind",
    "kubernetes",
    "output",
    "project_key",
    "pull_secret",
    "secret",
    "secret_access_key",
    "secrets",
    "secrets-store-csi-driver",
    "secrets_manager",
    "ssm",
    "type",
    "username",
    "webhook",
];

/// A table that says where a secret is, is short.
const LONGEST: usize = 512;

/// What a table that begins at a byte holds besides references; `None` if it holds nothing else. `end` is the end of its line.
pub(super) fn places(text: &str, start: usize, end: usize) -> Option<Vec<Span>> {
    let near = text.floor_char_boundary(text.len().min(start + LONGEST));
    let short = text.get(..near).and_then(|text| closed(text, start));
    let inside = Span { start: start + 1, end: short.map_or(end, |end| end - 1) };
    let mut pieces = pieces(text, inside);
    match short {
        Some(close) => {
            let rest = Span { start: close, end: line_end(text, close) };
            let written = text.get(rest.start..rest.end).unwrap_or_default();
            pieces.extend(Some(rest).filter(|_| !is_settled(written, Between::Loose)));
            Some(pieces).filter(|pieces| !pieces.is_empty())
        }
        // What is not closed holds at least what is written on its line.
        None if pieces.is_empty() && !text.get(inside.start..end)?.trim().is_empty() => None,
        None => Some(vec![Span { start, end: closed(text, start).unwrap_or(text.len()) }]),
    }
}

/// The entries of a table that are no references.
fn pieces(text: &str, inside: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = inside.start;
    for end in separators(text, inside).chain([inside.end]) {
        let piece = text.get(start..end).unwrap_or_default();
        let from = start + piece.len() - piece.trim_start().len();
        if !piece.trim().is_empty() && !is_reference(piece) {
            found.push(Span { start: from, end: start + piece.trim_end().len() });
        }
        start = end + 1;
    }
    found
}

/// Whether an entry says where a secret is, and nothing besides.
pub(super) fn is_reference(entry: &str) -> bool {
    let Some((key, value)) = entry.split_once('=') else { return false };
    let key = key.trim().trim_matches(['"', '\'']);
    let value = value.trim();
    let is_text = |text: &str| {
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
        quote.is_some_and(|quote| {
            let inner = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
            inner.is_some_and(|inner| !inner.contains(['"', '\'']))
        })
    };
    let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let is_list = |list: &str| list.split(',').all(|item| item.trim().is_empty() || is_text(item.trim()));
    let name = key.rsplit('.').next().unwrap_or_default();
    let is_list = name == "keys" && list.is_some_and(is_list);
    REFERENCES.contains(&name) && (is_text(value) || is_list || ["true", "false"].contains(&value))
}

/// The commas between the entries of a table.
fn separators(text: &str, inside: Span) -> impl Iterator<Item = usize> {
    let region = text.get(inside.start..inside.end).unwrap_or_default();
    let mut depth = 0_usize;
    outside_of_quotes(region).filter_map(move |(at, byte)| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return Some(inside.start + at),
            _ => {}
        }
        None
    })
}

/// The byte behind the bracket that closes the one at a byte.
pub(super) fn closed(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    outside_of_quotes(text.get(start..)?).find_map(|(at, byte)| {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(start + at + 1)
    })
}

/// The brackets and commas that stand in no quotes; a quote that is not closed ends with its line.
fn outside_of_quotes(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut quote = None;
    let mut escaped = false;
    text.bytes().enumerate().filter(move |(_, byte)| {
        let was_escaped = std::mem::take(&mut escaped);
        match (quote, *byte) {
            (_, b'\n') => quote = None,
            (Some(b'"'), b'\\') => escaped = !was_escaped,
            (Some(open), byte) if byte == open && !was_escaped => quote = None,
            (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
            (None, byte) => return matches!(byte, b'{' | b'[' | b'}' | b']' | b','),
            _ => {}
        }
        false
    })
}

/// Whether a line begins with a key and the sign behind it.
pub(super) fn begins_entry(line: &str) -> bool {
    entry(line).is_some()
}

/// The key that a line begins with, without its quotes, and what stands behind the sign.
pub(super) fn entry(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let length = match line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => line.get(1..)?.find(quote)? + 2,
        None => line.find(|c: char| !is_key(c)).unwrap_or(line.len()),
    };
    let (key, behind) = line.split_at_checked(length).filter(|(key, _)| !key.is_empty())?;
    let behind = behind.trim_start_matches([' ', '\t']);
    let after = behind.strip_prefix('=');
    let after = after.or_else(|| {
        behind.strip_prefix(':').filter(|after| after.is_empty() || after.starts_with(char::is_whitespace))
    });
    Some((key.trim_matches(['"', '\'']), after?))
}

/// Whether keys are written with it.
pub(super) fn is_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}
