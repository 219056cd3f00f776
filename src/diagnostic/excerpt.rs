//! The lines of a text that a finding points at.

use std::ops::Range;

use super::position::{Positions, floor, position};
use crate::span::Span;

/// A longer line, in bytes, is shown in parts: to draw a line takes time in proportion to its length.
const LONGEST_LINE: usize = 4096;

/// How much of a long line is shown before and after a place, in bytes: more than a terminal is wide.
const AROUND: usize = 512;

/// What stands for what is left out of a line.
const ELLIPSIS: &str = "…";

/// The lines from the first place to the last; of long lines, what is near the places.
pub(super) struct Excerpt {
    /// The lines.
    pub(super) text: String,
    /// Number of the first, from 1.
    pub(super) line: usize,
    /// The parts of the whole text that are shown, and the byte of the lines at which each begins.
    parts: Vec<(Range<usize>, usize)>,
}

impl Excerpt {
    /// The lines that hold some places of a text.
    pub(super) fn of(positions: &Positions<'_>, places: &[Span]) -> Self {
        let bounds = places.iter().map(|place| (place.start, place.end.max(place.start)));
        let (first, last) = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0));
        let lines = positions.lines(first, last);
        let mut excerpt = Self { text: String::new(), line: positions.at(first).line, parts: Vec::new() };
        let mut start = lines.start;
        for line in positions.text.get(lines).unwrap_or_default().split_inclusive('\n') {
            excerpt.add_line(positions.text, start..start + line.len(), places);
            start += line.len();
        }
        excerpt
    }

    /// Whether nothing is left out.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.len() <= 1
    }

    fn add_line(&mut self, text: &str, line: Range<usize>, places: &[Span]) {
        if line.len() <= LONGEST_LINE {
            return self.add(text, line);
        }
        let near = places.iter().flat_map(|place| [place.start, place.end.max(place.start)]);
        let mut near: Vec<_> = near.filter(|place| line.contains(place) || *place == line.end).collect();
        near.push(line.start);
        near.push(line.end);
        near.sort_unstable();
        for place in near {
            let part = place.saturating_sub(AROUND).max(line.start)..(place + AROUND).min(line.end);
            self.add(text, floor(text, part.start)..floor(text, part.end));
        }
    }

    /// Adds a part of the text that begins behind the last one or within it.
    fn add(&mut self, text: &str, part: Range<usize>) {
        let end = self.parts.last().map_or(part.start, |(last, _)| last.end);
        match self.parts.last_mut() {
            Some((last, _)) if part.start <= last.end => last.end = last.end.max(part.end),
            last => {
                if last.is_some() {
                    self.text += ELLIPSIS;
                }
                self.parts.push((part.clone(), self.text.len()));
            }
        }
        self.text += text.get(end.max(part.start)..part.end).unwrap_or_default();
    }

    /// A place within these lines; `annotate-snippets` panics on a range that is not within its text.
    pub(super) fn range(&self, place: Span) -> Range<usize> {
        let start = self.byte(place.start);
        start..self.byte(place.end).max(start)
    }

    /// The column at which a place begins within these lines, in characters from 1.
    pub(super) fn column(&self, place: Span) -> usize {
        position(&self.text, self.byte(place.start)).column
    }

    fn byte(&self, offset: usize) -> usize {
        let before = self.parts.iter().rev().find(|(part, _)| part.start <= offset);
        let byte = before.map_or(0, |(part, start)| start + offset.min(part.end) - part.start);
        floor(&self.text, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::{AROUND, Excerpt};
    use crate::diagnostic::Positions;
    use crate::span::Span;

    fn excerpt(text: &str, places: &[Span]) -> (String, Vec<String>) {
        let excerpt = Excerpt::of(&Positions::new(text), places);
        let shown =
            places.iter().map(|place| excerpt.text.get(excerpt.range(*place)).unwrap().to_owned()).collect();
        (excerpt.text, shown)
    }

    fn place(text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        Span { start, end: start + word.len() }
    }

    #[test]
    fn short_lines_are_whole() {
        let text = "a = 1\nb = 2\nc = 3\n";
        let (lines, shown) = excerpt(text, &[place(text, "b"), place(text, "3")]);
        assert_eq!((lines.as_str(), shown), ("b = 2\nc = 3\n", vec!["b".to_owned(), "3".to_owned()]));
    }

    #[test]
    fn of_a_long_line_what_is_near_is_left() {
        let text = format!("x\n{0}first{0}second{0}\ny", "日本".repeat(10_000));
        let (lines, shown) = excerpt(&text, &[place(&text, "first"), place(&text, "second")]);
        assert_eq!(shown, ["first", "second"]);
        assert_eq!(lines.matches('…').count(), 3);
        assert!(lines.ends_with("本\n") && lines.len() < 8 * AROUND, "{lines}");
    }

    #[test]
    fn a_long_place_is_shown_by_its_ends() {
        let text = format!("begin{}end{}", "x".repeat(10_000), "y".repeat(10_000));
        let (lines, shown) = excerpt(&text, &[Span { start: 0, end: 10_008 }]);
        assert!(shown[0].starts_with("begin") && shown[0].contains('…') && shown[0].ends_with("end"));
        assert!(lines.len() < 6 * AROUND, "{lines}");
    }
}
