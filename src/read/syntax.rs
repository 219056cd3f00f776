//! TOML syntax: text to a tree in which every key and value has its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Report;
use crate::span::{Source, Span};

/// Parses a text as TOML; `None` after errors, which the report then holds.
///
/// The parser recovers and goes on, but what it says after its first word on a
/// line is mostly an echo: only the first error of each line is reported.
pub(super) fn parse<'i>(source: &'i Source, report: &mut Report) -> Option<Spanned<DeValue<'i>>> {
    let (table, mut errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        let span = table.span();
        return Some(Spanned::new(span, DeValue::Table(table.into_inner())));
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    // The error before: the byte it was at; another one on the same line is its echo.
    let mut last = None;
    for error in errors {
        let span = error.span().map_or(Span::default(), Span::from);
        let same_line =
            |last: usize| source.text.get(last..span.start).is_some_and(|text| !text.contains('\n'));
        if !last.is_some_and(same_line) {
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            let rule = if message.starts_with("duplicate key") { "duplicate-key" } else { "syntax" };
            let help = match rule {
                "duplicate-key" => "remove one of the two: a key or table can be written once",
                _ => "mend the TOML here; its syntax is described on https://toml.io",
            };
            report.error(rule, span, message).help(help);
        }
        last = Some(span.start);
    }
    None
}
