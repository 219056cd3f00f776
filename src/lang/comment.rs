//! Comment lines, which every language here starts with a marker.

/// Turns text into comment lines that start with the marker (`#` or `//`).
///
/// What some reader of the file could take for a line break becomes a space,
/// so that no part of the text can leave the comment.
pub(super) fn lines(marker: &str, text: &str) -> Vec<String> {
    let comment = |line: &str| {
        let mut comment = format!("{marker} ");
        if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            comment += line;
        } else {
            comment.extend(line.chars().map(harmless));
        }
        comment.truncate(comment.trim_end().len());
        comment
    };
    text.lines().map(comment).collect()
}

/// Replaces control characters and the line breaks of YAML 1.1.
fn harmless(c: char) -> char {
    let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if breaks { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn every_line_is_a_comment() {
        assert_eq!(lines("#", "one\n\ntwo\r\nthree"), ["# one", "#", "# two", "# three"]);
        assert_eq!(lines("//", "a\rb\u{85}c\u{2028}d"), ["// a b c d"]);
        assert!(lines("#", "").is_empty());
    }
}
