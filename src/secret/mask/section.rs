//! Tables of `kura.toml` under a header of their own, which names the secret or says that it is one.

use super::entry::{VALUES, is_typed};
use super::line::{indent, lines};
use super::name::Names;
use super::table::{entry, is_reference};
use super::value::{self, Between};
use crate::span::Span;

/// What is hidden because of the header above it, or of a line beside it.
pub(super) fn places(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut section = Vec::new();
    for (start, line) in lines(text) {
        if is_header(line) {
            found.extend(of_section(text, &section));
            section.clear();
        }
        section.push((start, line));
    }
    found.extend(of_section(text, &section));
    found
}

/// Whether a line is the header of a table.
fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[') && line.trim_end().ends_with(']')
        || line.trim_start().starts_with("[[")
}

/// The lines of a header and of what follows it.
fn of_section(text: &str, lines: &[(usize, &str)]) -> Vec<Span> {
    let header = lines.first().map_or("", |(_, line)| line.trim_start());
    let names: Vec<_> = if header.starts_with('[') {
        let header = header.trim_matches(['[', ']', ' ', '\t', '\n', '\r']);
        header.split('.').map(|name| name.trim().trim_matches(['"', '\''])).collect()
    } else {
        Vec::new()
    };
    let secret = names.iter().position(|name| Names::Kura.is_secret(name));
    // The second name is that of a service, an image and the like, or of a secret in `[secrets]`, which has references alone.
    let is_secret = secret.is_some_and(|at| at != 1 || names.first() == Some(&"secrets"));
    let is_named = secret == Some(1);
    let of_kind = names.iter().position(|name| *name == "Secret");
    let is_data = |name: &str| matches!(name, "data" | "stringData");
    let is_secret_data = of_kind.is_some() && names.iter().any(|name| is_data(name));
    let says_type = |line: &str| {
        is_typed(line) && (!line.contains('}') || entry(line).is_some_and(|(key, _)| key.ends_with("type")))
    };
    let is_typed = lines.iter().any(|(_, line)| says_type(line));
    let mut found: Vec<Span> = Vec::new();
    for (start, line) in lines.iter().skip(usize::from(!names.is_empty())) {
        let (place, is_hidden) =
            (whole(*start, line), found.last().is_some_and(|hidden| hidden.end > *start));
        if is_hidden || line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let key = entry(line).map(|(key, _)| key);
        let last = key.and_then(|key| key.rsplit('.').next()).unwrap_or_default();
        let is_quoted = line.trim_start().starts_with(['"', '\'']);
        let all =
            is_secret_data || is_secret && !is_reference(line.split(" #").next().unwrap_or_default().trim());
        let behind = VALUES.contains(&last) && (is_typed || is_named)
            || of_kind.is_some() && key.is_some_and(|key| key.split('.').any(is_data));
        if all || is_named && is_quoted {
            found.extend(with_value(text, place, line));
        } else if behind {
            found.extend(value(text, place, line));
        }
    }
    found
}

/// A line without its indentation and its end.
fn whole(start: usize, line: &str) -> Span {
    Span { start: start + indent(line), end: start + line.trim_end().len() }
}

/// The value of the entry on a line, with what follows it below.
fn value(text: &str, line: Span, written: &str) -> Vec<Span> {
    let Some((_, after)) = entry(written.trim_end()) else { return Vec::new() };
    let behind = Span { start: line.end - after.len(), ..line };
    match value::places(text, behind, indent(written), Between::Loose, Names::Kura) {
        Some(places) => places,
        None => vec![behind],
    }
}

fn with_value(text: &str, line: Span, written: &str) -> Vec<Span> {
    let mut places = vec![line];
    places.extend(value(text, line, written));
    places
}
