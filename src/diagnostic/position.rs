//! From byte offsets to the lines and columns people and editors count.

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
    let column = before.get(line_start..).unwrap_or("").chars().count() + 1;
    Position { line, column }
}

/// The nearest character boundary at or before an offset, within the text.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::{Position, position};

    #[test]
    fn counts_characters_not_bytes() {
        assert_eq!(position("a\nä=b", 5), Position { line: 2, column: 3 });
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(position("ab", 99), Position { line: 1, column: 3 });
    }
}
