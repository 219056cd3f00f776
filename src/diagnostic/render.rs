//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::position::floor;
use super::{Diagnostic, Severity};
use crate::span::{Source, Span};
use crate::value::mask;

/// Renders one finding as text, with colours.
pub fn render(source: &Source, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.rule);
    let mut group = title.element(snippet(source, diagnostic));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    Renderer::styled().render(&[group])
}

fn snippet<'a>(
    source: &'a Source,
    diagnostic: &'a Diagnostic,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let primary = AnnotationKind::Primary.span(range(source, diagnostic.span));
    let mut snippet = Snippet::source(source.text.as_str())
        .path(source.path.as_str())
        .annotation(primary.label(diagnostic.label.as_deref().map(clean)));
    for related in &diagnostic.related {
        let context = AnnotationKind::Context.span(range(source, related.span));
        snippet = snippet.annotation(context.label(clean(&related.label)));
    }
    snippet
}

/// `annotate-snippets` panics on a range that is not within the text.
fn range(source: &Source, span: Span) -> std::ops::Range<usize> {
    let start = floor(&source.text, span.start);
    start..floor(&source.text, span.end).max(start)
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
