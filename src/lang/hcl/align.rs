//! Lines, and the columns of their `=` signs.

use std::borrow::Cow;
use std::iter::repeat_n;

use unicode_segmentation::UnicodeSegmentation;

/// One line of output before alignment.
#[derive(Debug)]
pub(super) struct Line<'a> {
    depth: usize,
    text: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
}

impl<'a> Line<'a> {
    /// Creates a line without a value to align.
    pub(super) fn plain(depth: usize, text: impl Into<Cow<'a, str>>) -> Self {
        Self { depth, text: text.into(), value: None }
    }

    /// Creates a line `name = value` of a value that is one line.
    pub(super) fn assignment(depth: usize, name: Cow<'a, str>, value: Self) -> Self {
        Self { depth, text: name, value: Some(value.text) }
    }

    /// Puts text before what the line says.
    pub(super) fn start_with(&mut self, text: &str) {
        self.text.to_mut().insert_str(0, text);
    }

    /// Puts text after what the line says.
    pub(super) fn end_with(&mut self, text: &str) {
        self.value.as_mut().unwrap_or(&mut self.text).to_mut().push_str(text);
    }
}

/// Joins lines to text; `=` signs of assignments on adjacent lines get one column.
///
/// This is the rule of `terraform fmt`: every other line, blank ones too, ends
/// a run, and width counts grapheme clusters.
pub(super) fn join(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for run in lines.chunk_by(|a, b| a.value.is_some() && b.value.is_some()) {
        let column = run.iter().map(|line| width(&line.text)).max().unwrap_or(0);
        for line in run {
            if !line.text.is_empty() {
                out.extend(repeat_n("  ", line.depth));
                out += &line.text;
            }
            if let Some(value) = &line.value {
                out.extend(repeat_n(' ', column - width(&line.text)));
                out += " = ";
                out += value;
            }
            out.push('\n');
        }
    }
    out
}

/// Counts the columns that `terraform fmt` gives to a text.
///
/// It counts quotes apart, even from a combining character that follows.
pub(super) fn width(text: &str) -> usize {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'\r') {
        return text.len();
    }
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match quoted {
        Some(inner) => inner.graphemes(true).count() + 2,
        None => text.graphemes(true).count(),
    }
}
