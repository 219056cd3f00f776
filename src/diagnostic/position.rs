//! From byte offsets to the lines and columns people and editors count.

use std::ops::Range;

/// A place in a text, 1-based; columns are in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The line and column of a byte offset; an offset past the end is the end.
pub fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..floor(text, offset)).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = characters(before.get(line_start..).unwrap_or("")) + 1;
    Position { line, column }
}

/// A byte order mark is no character of the text.
fn characters(text: &str) -> usize {
    text.strip_prefix('\u{feff}').unwrap_or(text).chars().count()
}

/// A text in which many places are looked up.
#[derive(Debug, Clone)]
pub struct Positions<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Where lines start.
    lines: Vec<usize>,
    /// Characters before each block of [`BLOCK`] bytes, so that a long line is not counted again and again.
    blocks: Vec<usize>,
}

const BLOCK: usize = 1024;

impl<'t> Positions<'t> {
    /// Looks through the text once.
    pub fn new(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1));
        let mut count = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = count;
            count += starts(block);
            before
        });
        Self { text, lines: lines.collect(), blocks: blocks.collect() }
    }

    /// As [`position`].
    pub fn at(&self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or(0);
        let mark = usize::from(start == 0 && offset > 0 && self.text.starts_with('\u{feff}'));
        Position { line, column: self.before(offset) - self.before(start) - mark + 1 }
    }

    /// The bytes of the whole lines from one offset to another.
    pub(super) fn lines(&self, first: usize, last: usize) -> Range<usize> {
        let line = self.at(first).line;
        let start = line.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or(0);
        start..self.lines.get(self.at(last).line).copied().unwrap_or(self.text.len())
    }

    /// Characters before a byte.
    fn before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or(&[]);
        self.blocks.get(block).copied().unwrap_or_else(|| starts(self.text.as_bytes())) + starts(rest)
    }
}

/// How many characters start in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

/// The nearest character boundary at or before an offset, within the text.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::{Position, Positions, position};

    #[test]
    fn counts_characters_not_bytes() {
        assert_eq!(position("a\nä=b", 5), Position { line: 2, column: 3 });
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(position("ab", 99), Position { line: 1, column: 3 });
    }

    #[test]
    fn a_byte_order_mark_is_no_character() {
        assert_eq!(position("\u{feff}ab", 4), Position { line: 1, column: 2 });
    }

    #[test]
    fn looking_up_many_gives_the_same() {
        let text = format!("\u{feff}ä\n{}\r\n\n{}", "日本".repeat(700), "x".repeat(1024));
        let positions = Positions::new(&text);
        for offset in 0..text.len() + 3 {
            assert_eq!(positions.at(offset), position(&text, offset), "{offset}");
        }
        assert_eq!(Positions::new("").at(0), position("", 0));
    }
}
