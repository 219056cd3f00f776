//! A checkout with CRLF line endings is no edit: files are compared as if every line ended in LF.
//!
//! And it stays one: what is written anew ends its lines as what was there did.

/// The bytes with LF where they have CRLF.
pub fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| **byte != b'\r' || *next != Some(&b'\n'));
    kept.map(|(byte, _)| *byte).collect()
}

/// Whether some bytes on disk are a text, whatever ends its lines there.
pub(super) fn is_text(bytes: &[u8], text: &[u8]) -> bool {
    bytes == text || with_lf(bytes) == text
}

/// A text with the line endings of what it replaces: CRLF if every line there ends so, and LF otherwise.
pub(super) fn ended_like(old: &[u8], text: &str) -> Vec<u8> {
    let lf = with_lf(old);
    let again = String::from_utf8_lossy(&lf).replace('\n', "\r\n");
    let has_crlf = lf != old && !lf.contains(&b'\r') && again.as_bytes() == old;
    if has_crlf && !text.contains('\r') {
        return text.replace('\n', "\r\n").into_bytes();
    }
    text.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{ended_like, is_text, with_lf};

    #[test]
    fn what_is_written_ends_its_lines_as_what_was_there() {
        for (old, written) in [
            ("a\r\nb\r\n", "x\r\ny\r\n"),
            ("a\r\nb", "x\r\ny\r\n"),
            ("a\nb\n", "x\ny\n"),
            ("a\r\nb\n", "x\ny\n"),
            ("a\r\r\n", "x\ny\n"),
            ("a\rb\r\n", "x\ny\n"),
            ("a\r", "x\ny\n"),
            ("a", "x\ny\n"),
            ("", "x\ny\n"),
        ] {
            assert_eq!(ended_like(old.as_bytes(), "x\ny\n"), written.as_bytes(), "{old:?}");
        }
    }

    #[test]
    fn a_line_that_ends_otherwise_is_another_text() {
        assert!(is_text(b"a\r\nb\n", b"a\nb\n"));
        for other in ["a\r\r\nb\n", "a\rb\n", "\u{feff}a\nb\n", "a\nb", "a\nb\n\n", "a \nb\n", "a\n\rb\n"] {
            assert!(!is_text(other.as_bytes(), b"a\nb\n"), "{other:?}");
        }
    }

    #[test]
    fn only_the_ends_of_lines_change() {
        for (crlf, lf) in [("a\r\nb\r\n", "a\nb\n"), ("a\rb\n\r", "a\rb\n\r"), ("\r\r\n", "\r\n"), ("", "")] {
            assert_eq!(with_lf(crlf.as_bytes()), lf.as_bytes(), "{crlf:?}");
        }
    }
}
