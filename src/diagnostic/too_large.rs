//! The finding for a file that is larger than kura reads.

use super::{Diagnostic, Severity};
use crate::span::{Source, Span};

/// What to say of a file of that many bytes, of which nothing has been read.
pub fn too_large(bytes: u64) -> Diagnostic {
    let message = format!("kura.toml has {bytes} bytes");
    let mut diagnostic = Diagnostic::new("file-too-large", Severity::Error, Span::default(), message);
    diagnostic
        .label(format!("kura reads {} at most", Source::MOST_BYTES))
        .help("split it into several projects, each with a kura.toml of its own");
    diagnostic
}
