//! The finding for a file that is no text.

use super::{Diagnostic, Severity};
use crate::span::Span;

/// What to say of a file that stops being UTF-8 at a byte.
pub fn not_utf8(offset: usize) -> Diagnostic {
    Diagnostic {
        rule: "not-utf-8",
        severity: Severity::Error,
        message: "kura.toml is not UTF-8".to_owned(),
        // What cannot be decoded is shown as U+FFFD, which is three bytes long.
        span: Span { start: offset, end: offset + 3 },
        label: Some("no character from here on".to_owned()),
        related: Vec::new(),
        help: Some("save the file with the encoding UTF-8".to_owned()),
    }
}
