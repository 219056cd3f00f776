//! The finding for a file that is no text.

use super::{Diagnostic, Severity};
use crate::span::Span;

/// What to say of a file that stops being UTF-8 at a byte.
pub fn not_utf8(offset: usize) -> Diagnostic {
    // What cannot be decoded is shown as U+FFFD, which is three bytes long.
    let span = Span { start: offset, end: offset + 3 };
    let mut diagnostic = Diagnostic::new("not-utf-8", Severity::Error, span, "kura.toml is not UTF-8");
    diagnostic.label("no character from here on").help("save the file with the encoding UTF-8");
    diagnostic
}
