//! Findings as rustc prints them; the only user of `annotate-snippets`.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::{Diagnostic, Fix, Position, Positions, Severity};
use crate::secret::mask;
use crate::span::{Source, Span};

/// Renders findings as text, one after the other, with colours.
///
/// The text is looked through once, and then only the lines that a finding
/// points at, so that many findings in a large file take time in proportion to their number.
pub fn render<'a>(
    source: &'a Source,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> impl Iterator<Item = String> {
    let positions = Positions::new(&source.text);
    diagnostics.into_iter().map(move |diagnostic| one(source, &positions, diagnostic))
}

fn one(source: &Source, positions: &Positions<'_>, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.rule);
    let (mut group, mut moved) = (Group::with_title(title), Vec::new());
    for places in together(positions, diagnostic) {
        group = snippet(source, positions, &places, group, &mut moved);
    }
    let help = diagnostic.help.as_deref().unwrap_or("replace it");
    let patch = diagnostic.fix.as_ref().and_then(|fix| patch(source, positions, help, fix));
    if patch.is_none() && diagnostic.help.is_some() {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let groups: Vec<_> = std::iter::once(group).chain(patch).collect();
    let text = Renderer::styled().render(&groups);
    moved.into_iter().fold(text, |text, (shown, place): (String, String)| text.replacen(&shown, &place, 1))
}

/// A place to point at, and what to say there.
type Place<'a> = (AnnotationKind, Span, Option<&'a str>);

/// How many lines away another place may be to be shown in one piece with the first.
const NEAR: usize = 1000;

/// The place of a finding with what is near, and each that is far away for itself.
fn together<'a>(positions: &Positions<'_>, diagnostic: &'a Diagnostic) -> Vec<Vec<Place<'a>>> {
    let line = positions.at(diagnostic.span.start).line;
    let mut pieces = vec![vec![(AnnotationKind::Primary, diagnostic.span, diagnostic.label.as_deref())]];
    for related in &diagnostic.related {
        let place = (AnnotationKind::Context, related.span, Some(related.label.as_str()));
        let is_near = positions.at(related.span.start).line.abs_diff(line) <= NEAR;
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
    source: &Source,
    positions: &Positions<'_>,
    places: &[Place<'_>],
    group: Group<'a>,
    moved: &mut Vec<(String, String)>,
) -> Group<'a> {
    let spans: Vec<_> = places.iter().map(|(_, span, _)| *span).collect();
    let excerpt = Excerpt::of(positions, &spans);
    let path = clean(&source.path);
    if let Some(first) = spans.first().filter(|_| !excerpt.is_whole()) {
        let Position { line, column } = positions.at(first.start);
        moved.push((format!("{path}:{line}:{}", excerpt.column(*first)), format!("{path}:{line}:{column}")));
    }
    let annotation =
        |(kind, span, label): &Place<'_>| kind.span(excerpt.range(*span)).label(label.map(clean));
    let annotations: Vec<_> = places.iter().map(annotation).collect();
    group.element(Snippet::source(excerpt.text).line_start(excerpt.line).path(path).annotations(annotations))
}

/// How much of a line, in bytes, there may be before and after a fix that is shown: it is shown with its whole line.
const MOST_AROUND: usize = 100;

/// The fix as a line before and after, if it stands in one line that a person can take in.
fn patch(source: &Source, positions: &Positions<'_>, help: &str, fix: &Fix) -> Option<Group<'static>> {
    let excerpt = Excerpt::of(positions, &[fix.span]);
    let range = excerpt.range(fix.span);
    let around = excerpt.text.len().saturating_sub(range.len());
    let is_line = excerpt.is_whole() && !excerpt.text.trim_end().contains('\n');
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
