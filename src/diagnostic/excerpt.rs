//! The lines of a text that a finding points at.

use std::ops::Range;

use super::position::floor;
use crate::span::Span;

/// The lines from the first place to the last, whole.
pub(super) struct Excerpt<'a> {
    /// The lines.
    pub(super) text: &'a str,
    /// Byte of the whole text at which they begin.
    start: usize,
    /// Number of the first, from 1.
    pub(super) line: usize,
}

impl<'a> Excerpt<'a> {
    /// The lines that hold some places of a text.
    pub(super) fn of(text: &'a str, places: impl IntoIterator<Item = Span>) -> Self {
        let bounds = places.into_iter().map(|place| (place.start, place.end.max(place.start)));
        let (first, last) = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0));
        let (first, last) = (floor(text, first), floor(text, last));
        let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let rest = text.get(last..).and_then(|after| after.find('\n'));
        let end = rest.map_or(text.len(), |newline| last + newline + 1);
        let before = text.get(..start).unwrap_or("");
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self { text: text.get(start..end).unwrap_or(""), start, line }
    }

    /// A place within these lines; `annotate-snippets` panics on a range that is not within its text.
    pub(super) fn range(&self, place: Span) -> Range<usize> {
        let start = floor(self.text, place.start.saturating_sub(self.start));
        start..floor(self.text, place.end.saturating_sub(self.start)).max(start)
    }
}
