//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::position::floor;
use super::{Diagnostic, Severity};
use crate::span::{Source, Span};
use crate::value::mask;

/// Renders one finding as text, with colours.
///
/// Only the lines it points at are looked at, so that many findings in a
/// large file take time in proportion to their number.
pub fn render(source: &Source, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let excerpt = Excerpt::of(source, diagnostic);
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.rule);
    let mut group = title.element(excerpt.snippet(source, diagnostic));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    Renderer::styled().render(&[group])
}

/// The lines of a text that a finding points at, from the first to the last.
struct Excerpt<'a> {
    text: &'a str,
    /// Byte at which they begin.
    start: usize,
    /// Number of their first line, from 1.
    line: usize,
}

impl<'a> Excerpt<'a> {
    fn of(source: &'a Source, diagnostic: &Diagnostic) -> Self {
        let text = source.text.as_str();
        let spans = || diagnostic.related.iter().map(|related| related.span).chain([diagnostic.span]);
        let first = floor(text, spans().map(|span| span.start).min().unwrap_or(0));
        let last = floor(text, spans().map(|span| span.end).max().unwrap_or(0)).max(first);
        let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let end = text
            .get(last..)
            .and_then(|after| after.find('\n'))
            .map_or(text.len(), |newline| last + newline + 1);
        let line =
            text.get(..start).map_or(1, |before| before.bytes().filter(|byte| *byte == b'\n').count() + 1);
        Self { text: text.get(start..end).unwrap_or(""), start, line }
    }

    fn snippet(&self, source: &'a Source, diagnostic: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
        let primary = AnnotationKind::Primary.span(self.range(diagnostic.span));
        let mut snippet = Snippet::source(self.text)
            .line_start(self.line)
            .path(clean(&source.path))
            .annotation(primary.label(diagnostic.label.as_deref().map(clean)));
        for related in &diagnostic.related {
            let context = AnnotationKind::Context.span(self.range(related.span));
            snippet = snippet.annotation(context.label(clean(&related.label)));
        }
        snippet
    }

    /// `annotate-snippets` panics on a range that is not within the text.
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let start = floor(self.text, span.start.saturating_sub(self.start));
        start..floor(self.text, span.end.saturating_sub(self.start)).max(start)
    }
}

/// A secret must not be shown, and control and direction-changing characters of the user's must not reach the terminal.
fn clean(text: &str) -> String {
    mask(text)
        .chars()
        .map(|c| match c {
            '\n' => c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}
