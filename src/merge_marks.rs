//! The marks that git leaves where a merge has conflicts.

/// How the lines begin that part one side from another; the third is of the styles `diff3` and `zdiff3`.
///
/// Source: <https://git-scm.com/docs/git-merge#_how_conflicts_are_presented>
const MARKS: [&[u8]; 4] = [b"<<<<<<<", b"=======", b"|||||||", b">>>>>>>"];

/// Whether a line is one of git's marks: seven characters, and after a blank the name of the side.
pub fn is_mark(line: &[u8]) -> bool {
    let rest = MARKS.iter().find_map(|mark| line.strip_prefix(*mark));
    rest.is_some_and(|rest| matches!(rest, [] | [b'\r'] | [b' ', ..]))
}

/// Whether a mark is left in a file, even if others were removed.
pub fn has_marks(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(is_mark)
}

#[cfg(test)]
mod tests {
    use super::has_marks;

    #[test]
    fn a_mark_is_a_line() {
        for marked in
            ["<<<<<<< HEAD\na\n", "a\n=======\n", "||||||| 1f0a\r\n", "a\r\n=======\r\n", ">>>>>>> b"]
        {
            assert!(has_marks(marked.as_bytes()), "{marked:?}");
        }
        for plain in ["", "a <<<<<<< HEAD\n", "========\n", "<<<<<< a\n", "<<<<<<<EOF\n", "=======#\n"] {
            assert!(!has_marks(plain.as_bytes()), "{plain:?}");
        }
    }
}
