//! Edits that mend a finding for certain.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::span::Span;

/// A text edit that mends a finding for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What goes.
    pub(super) span: Span,
    /// What comes in its place, as written in TOML.
    pub(super) replacement: String,
}

/// Applies the fixes of findings to the text they were found in; the new text, and how many were applied.
///
/// Of fixes that overlap only the first is applied. Every other byte stays.
pub fn fixed(text: &str, diagnostics: &[Diagnostic]) -> (String, usize) {
    let mut all: Vec<_> = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).collect();
    all.sort_by_key(|fix| fix.span);
    let mut fixed = String::with_capacity(text.len());
    let (mut end, mut count) = (0, 0);
    for fix in all {
        let between = text.get(end..fix.span.start).filter(|_| text.is_char_boundary(fix.span.end));
        if let Some(between) = between {
            fixed += between;
            fixed += &fix.replacement;
            end = fix.span.end;
            count += 1;
        }
    }
    (fixed + text.get(end..).unwrap_or(""), count)
}

/// A text as TOML writes it: in quotes, with escapes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        // Writing to a String cannot fail.
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            c if c.is_control() => write!(quoted, "\\u{:04X}", u32::from(c)),
            c => write!(quoted, "{c}"),
        };
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::{Fix, fixed, quoted};
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::span::Span;

    fn found(start: usize, end: usize, replacement: &str) -> Diagnostic {
        let span = Span { start, end };
        let mut diagnostic = Diagnostic::new("a-rule", Severity::Error, span, "wrong");
        diagnostic.fix = Some(Fix { span, replacement: replacement.to_owned() });
        diagnostic
    }

    #[test]
    fn of_overlapping_fixes_only_the_first_is_applied() {
        let all = [found(4, 6, "X"), found(1, 3, "Y"), found(2, 5, "Z"), found(1, 3, "Y")];
        assert_eq!(fixed("abcdefg", &all), ("aYdXg".to_owned(), 2));
    }

    #[test]
    fn what_is_no_place_in_the_text_is_not_applied() {
        let all = [found(1, 2, "X"), found(2, 99, "Y")];
        assert_eq!(fixed("aäb", &all), ("aäb".to_owned(), 0));
    }

    #[test]
    fn quotes_are_escaped() {
        assert_eq!(quoted("a\"\\\n"), r#""a\"\\\u000A""#);
    }
}
