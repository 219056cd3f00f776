//! A checkout with CRLF line endings is no edit: files are compared as if every line ended in LF.

/// The bytes with LF where they have CRLF.
pub(super) fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| **byte != b'\r' || *next != Some(&b'\n'));
    kept.map(|(byte, _)| *byte).collect()
}

/// Whether some bytes on disk are a text, whatever ends its lines there.
pub(super) fn is_text(bytes: &[u8], text: &[u8]) -> bool {
    bytes == text || with_lf(bytes) == text
}

#[cfg(test)]
mod tests {
    use super::with_lf;

    #[test]
    fn only_the_ends_of_lines_change() {
        for (crlf, lf) in [("a\r\nb\r\n", "a\nb\n"), ("a\rb\n\r", "a\rb\n\r"), ("\r\r\n", "\r\n"), ("", "")] {
            assert_eq!(with_lf(crlf.as_bytes()), lf.as_bytes(), "{crlf:?}");
        }
    }
}
