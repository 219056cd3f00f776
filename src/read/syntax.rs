//! TOML syntax: text to a tree in which every key and value has its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::first_place::FirstPlaces;
use super::line_endings::with_lf;
use crate::diagnostic::{Diagnostic, Report};
use crate::merge_marks::is_mark;
use crate::span::{Source, Span};

/// Parses a text as TOML; `None` after errors, which the report then holds.
///
/// The parser recovers and goes on, but what it says after its first word on a
/// line is mostly an echo: only the first error of each line is reported.
pub(super) fn parse<'i>(source: &'i Source, report: &mut Report) -> Option<Spanned<DeValue<'i>>> {
    let (table, mut errors) = DeTable::parse_recoverable(&source.text);
    if is_left_from_merge(&source.text, &errors, report) {
        return None;
    }
    if errors.is_empty() {
        let mut document = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
        with_lf(&mut document, &source.text);
        return Some(document);
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let places = FirstPlaces::new(&source.text);
    let mut last = None;
    for error in errors {
        let span = error.span().map_or(Span::default(), Span::from);
        let since_last = last.map(|last| source.text.get(last..span.start).unwrap_or(""));
        if since_last.is_none_or(|text| text.contains('\n')) {
            explain(&error, span, &places, report);
        }
        last = Some(span.start);
    }
    None
}

/// Reports the marks of a merge with conflicts: what the parser says of them, and of the keys of both sides, is an echo.
///
/// A line of `=======` may stand in a text; one of those around both sides does not.
fn is_left_from_merge(text: &str, errors: &[Error], report: &mut Report) -> bool {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = Span { start, end: start + line.trim_end().len() };
        start += line.len();
        (span, line.trim_end_matches('\n'))
    });
    let marks: Vec<_> = lines.filter(|(_, line)| is_mark(line.as_bytes())).collect();
    let broken = |span: &Span| {
        errors.iter().any(|error| error.span().is_some_and(|at| (span.start..=span.end).contains(&at.start)))
    };
    let is_left = marks.iter().any(|(span, line)| line.starts_with(['<', '>']) || broken(span));
    let (Some((first, _)), Some((last, _))) = (marks.first(), marks.last()) else { return false };
    if is_left {
        let finding = report
            .error("merge-conflict", *first, "git left marks of a merge in this file")
            .help("keep one side or join both, and remove the lines that git wrote");
        if last != first {
            finding.related(*last, "the last of them is here");
        }
    }
    is_left
}

/// The parser names only the second of two places.
fn explain(error: &Error, span: Span, places: &FirstPlaces<'_>, report: &mut Report) {
    let message = error.message().lines().collect::<Vec<_>>().join("; ");
    let first = places.before(span);
    let key = first.map_or_else(|| places.text(span), |first| first.key);
    let is_twice = message.starts_with("duplicate key");
    let after_braces = is_twice && places.is_header(span) && first.is_some_and(|first| first.is_inline);
    if after_braces || message.starts_with("cannot extend value of type inline table") {
        let finding = report
            .error("inline-table-extended", span, format!("the inline table `{key}` is extended"))
            .label("a table in braces is complete")
            .help("put what is added between its braces, or write the table under a header of its own");
        first.map(|first| finding.related(first.span, "its braces are here"));
    } else if is_twice {
        let finding = report
            .error("duplicate-key", span, format!("`{key}` is written twice"))
            .help("remove one of the two, or join two tables under one header");
        first.map(|first| finding.related(first.span, "the first is here"));
    } else {
        mend(report.error("syntax", span, message.clone()), &message, places.text(span));
    }
}

/// Says how to mend what the parser found, by how it describes it; `written` is what stands there.
fn mend(finding: &mut Diagnostic, message: &str, written: &str) {
    let word = written.trim_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{ab}', '\u{bb}']);
    let truth = word.to_ascii_lowercase();
    let help = if message.starts_with("key with no value") {
        "write `=` between the key and its value".to_owned()
    } else if message.starts_with("invalid boolean") || matches!(truth.as_str(), "true" | "false") {
        "write `true` or `false`, in lowercase".to_owned()
    } else if message.starts_with("string values must be quoted") {
        let is_one =
            !word.is_empty() && !word.contains(['"', '\'', '\\', ' ', ',', '[', ']', '{', '}', '#', '=']);
        if is_one { format!("put it in quotes: `\"{word}\"`") } else { "put it in quotes".to_owned() }
    } else if message.starts_with("invalid unquoted key") && written.starts_with(':') {
        "write `=` between the key and its value, not `:`".to_owned()
    } else if message.starts_with("invalid unquoted key") {
        "put the key in quotes, or write it with letters, digits, `-` and `_`".to_owned()
    } else if message.starts_with("invalid basic string, expected `\"`") {
        "close the text with `\"` on the same line".to_owned()
    } else if message.starts_with("unclosed table") {
        "close the header with `]`".to_owned()
    } else {
        "mend the TOML here; its syntax is described on https://toml.io".to_owned()
    };
    finding.help(help);
}
