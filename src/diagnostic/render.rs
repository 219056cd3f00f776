//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::{Diagnostic, Fix, Severity};
use crate::secret::mask;
use crate::span::Source;

/// Renders one finding as text, with colours.
///
/// Only the lines it points at are looked at, so that many findings in a
/// large file take time in proportion to their number.
pub fn render(source: &Source, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.rule);
    let mut group = title.element(snippet(source, diagnostic));
    let help = diagnostic.help.as_deref().unwrap_or("replace it");
    if let Some(patch) = diagnostic.fix.as_ref().and_then(|fix| patch(source, help, fix)) {
        return Renderer::styled().render(&[group, patch]);
    }
    if diagnostic.help.is_some() {
        group = group.element(Level::HELP.message(clean(help)));
    }
    Renderer::styled().render(&[group])
}

fn snippet<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
    let related = diagnostic.related.iter().map(|related| related.span);
    let excerpt = Excerpt::of(&source.text, related.chain([diagnostic.span]));
    let primary = AnnotationKind::Primary.span(excerpt.range(diagnostic.span));
    let mut snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(clean(&source.path))
        .annotation(primary.label(diagnostic.label.as_deref().map(clean)));
    for related in &diagnostic.related {
        let context = AnnotationKind::Context.span(excerpt.range(related.span));
        snippet = snippet.annotation(context.label(clean(&related.label)));
    }
    snippet
}

/// How much of a line, in bytes, there may be before and after a fix that is shown: it is shown with its whole line.
const MOST_AROUND: usize = 100;

/// The fix as a line before and after, if it stands in one line that a person can take in.
fn patch<'a>(source: &'a Source, help: &str, fix: &Fix) -> Option<Group<'a>> {
    let excerpt = Excerpt::of(&source.text, [fix.span]);
    let range = excerpt.range(fix.span);
    let around = excerpt.text.len().saturating_sub(range.len());
    let is_line = !excerpt.text.trim_end().contains('\n');
    if !is_line || around > 2 * MOST_AROUND || range.len() + fix.replacement.len() > MOST_AROUND {
        return None;
    }
    let patch = Patch::new(range, clean(&fix.replacement));
    let snippet =
        Snippet::source(excerpt.text).line_start(excerpt.line).path(clean(&source.path)).patch(patch);
    Some(Level::HELP.secondary_title(clean(help)).element(snippet))
}

/// A text as it may be shown: no secret, and no control or direction-changing characters of the user's that would reach the terminal.
pub fn clean(text: &str) -> String {
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
