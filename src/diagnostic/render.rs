//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::{Diagnostic, Position, Positions, Severity, ShownFinding, ShownSource};
use crate::secret::Shown;
use crate::span::Span;

/// Renders findings as text, one after the other, with colours.
///
/// The text is looked through once, and then only the lines that a finding
/// points at, so that many findings in a large file take time in proportion to their number.
pub fn render<'a>(
    source: &'a ShownSource,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> impl Iterator<Item = Shown> {
    let positions = Positions::new(source.text.as_str());
    diagnostics.into_iter().map(move |diagnostic| one(source, &positions, &source.finding(diagnostic)))
}

fn one(source: &ShownSource, positions: &Positions<'_>, found: &ShownFinding) -> Shown {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(found.message.as_str()).id(found.rule);
    let (mut group, mut moved) = (Group::with_title(title), Vec::new());
    for places in together(positions, found) {
        group = snippet(source, positions, &places, group, &mut moved);
    }
    let help = found.help.as_ref().map_or("replace it", Shown::as_str);
    let fix = found.fix.as_ref();
    let patch = fix.and_then(|(span, text)| patch(source, positions, help, *span, text.as_str()));
    if patch.is_none() && found.help.is_some() {
        group = group.element(Level::HELP.message(help));
    }
    let groups: Vec<_> = std::iter::once(group).chain(patch).collect();
    let text = Renderer::styled().render(&groups);
    let place = |text: String, (shown, place): (String, String)| text.replacen(&shown, &place, 1);
    Shown::composed(moved.into_iter().fold(text, place))
}

/// A place to point at, and what to say there.
type Place<'a> = (AnnotationKind, Span, Option<&'a str>);

/// How many lines away another place may be to be shown in one piece with the first.
const NEAR: usize = 1000;

/// The place of a finding with what is near, and each that is far away for itself.
fn together<'a>(positions: &Positions<'_>, found: &'a ShownFinding) -> Vec<Vec<Place<'a>>> {
    let line = positions.at(found.span.start).line;
    let label = found.label.as_ref().map(Shown::as_str);
    let mut pieces = vec![vec![(AnnotationKind::Primary, found.span, label)]];
    for (span, label) in &found.related {
        let place = (AnnotationKind::Context, *span, Some(label.as_str()));
        let is_near = positions.at(span.start).line.abs_diff(line) <= NEAR;
        match pieces.first_mut().filter(|_| is_near) {
            Some(first) => first.push(place),
            None => pieces.push(vec![place]),
        }
    }
    pieces
}

/// Adds the lines that hold some places; where a line is shown in parts, `moved` gets the place as it will be
/// printed above them and as it is.
fn snippet<'a>(
    source: &'a ShownSource,
    positions: &Positions<'_>,
    places: &[Place<'a>],
    group: Group<'a>,
    moved: &mut Vec<(String, String)>,
) -> Group<'a> {
    let spans: Vec<_> = places.iter().map(|(_, span, _)| *span).collect();
    let excerpt = Excerpt::of(positions, &spans);
    let path = source.path.as_str();
    if let Some(first) = spans.first().filter(|_| !excerpt.is_whole()) {
        let Position { line, column } = positions.at(first.start);
        moved.push((format!("{path}:{line}:{}", excerpt.column(*first)), format!("{path}:{line}:{column}")));
    }
    let annotation = |(kind, span, label): &Place<'a>| kind.span(excerpt.range(*span)).label(*label);
    let annotations: Vec<_> = places.iter().map(annotation).collect();
    group.element(Snippet::source(excerpt.text).line_start(excerpt.line).path(path).annotations(annotations))
}

/// How much of a line, in bytes, there may be before and after a fix that is shown: it is shown with its whole line.
const MOST_AROUND: usize = 100;

/// The fix as a line before and after, if it stands in one line that a person can take in.
fn patch<'a>(
    source: &'a ShownSource,
    positions: &Positions<'_>,
    help: &'a str,
    span: Span,
    replacement: &'a str,
) -> Option<Group<'a>> {
    let excerpt = Excerpt::of(positions, &[span]);
    let range = excerpt.range(span);
    let around = excerpt.text.len().saturating_sub(range.len());
    let is_line = excerpt.is_whole() && !excerpt.text.trim_end().contains('\n');
    if !is_line || around > 2 * MOST_AROUND || range.len() + replacement.len() > MOST_AROUND {
        return None;
    }
    let patch = Patch::new(range, replacement);
    let snippet =
        Snippet::source(excerpt.text).line_start(excerpt.line).path(source.path.as_str()).patch(patch);
    Some(Level::HELP.secondary_title(help).element(snippet))
}
