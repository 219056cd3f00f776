//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::{Diagnostic, Severity, ShownFinding, ShownSource};
use crate::secret::Shown;
use crate::span::Span;

/// Renders one finding as text, with colours.
///
/// Only the lines it points at are looked at, so that many findings in a
/// large file take time in proportion to their number.
pub fn render(source: &ShownSource, diagnostic: &Diagnostic) -> Shown {
    let found = source.finding(diagnostic);
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(found.message.as_str()).id(found.rule);
    let mut group = title.element(snippet(source, &found));
    let help = found.help.as_ref().map_or("replace it", Shown::as_str);
    let patch =
        found.fix.as_ref().and_then(|(span, replacement)| patch(source, help, *span, replacement.as_str()));
    if let Some(patch) = patch {
        return Shown::composed(Renderer::styled().render(&[group, patch]));
    }
    if found.help.is_some() {
        group = group.element(Level::HELP.message(help));
    }
    Shown::composed(Renderer::styled().render(&[group]))
}

fn snippet<'a>(source: &'a ShownSource, found: &'a ShownFinding) -> Snippet<'a, Annotation<'a>> {
    let related = found.related.iter().map(|(span, _)| *span);
    let excerpt = Excerpt::of(source.text.as_str(), related.chain([found.span]));
    let primary = AnnotationKind::Primary.span(excerpt.range(found.span));
    let mut snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(source.path.as_str())
        .annotation(primary.label(found.label.as_ref().map(Shown::as_str)));
    for (span, label) in &found.related {
        let context = AnnotationKind::Context.span(excerpt.range(*span));
        snippet = snippet.annotation(context.label(label.as_str()));
    }
    snippet
}

/// How much of a line, in bytes, there may be before and after a fix that is shown: it is shown with its whole line.
const MOST_AROUND: usize = 100;

/// The fix as a line before and after, if it stands in one line that a person can take in.
fn patch<'a>(source: &'a ShownSource, help: &'a str, span: Span, replacement: &'a str) -> Option<Group<'a>> {
    let excerpt = Excerpt::of(source.text.as_str(), [span]);
    let range = excerpt.range(span);
    let around = excerpt.text.len().saturating_sub(range.len());
    let is_line = !excerpt.text.trim_end().contains('\n');
    if !is_line || around > 2 * MOST_AROUND || range.len() + replacement.len() > MOST_AROUND {
        return None;
    }
    let patch = Patch::new(range, replacement);
    let snippet =
        Snippet::source(excerpt.text).line_start(excerpt.line).path(source.path.as_str()).patch(patch);
    Some(Level::HELP.secondary_title(help).element(snippet))
}
