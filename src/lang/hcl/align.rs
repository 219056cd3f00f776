//! Lines, and the columns of their `=` signs.

use unicode_segmentation::UnicodeSegmentation;

/// One line of output before alignment.
#[derive(Debug)]
pub(super) struct Line {
    depth: usize,
    text: String,
    value: Option<String>,
}

impl Line {
    /// Creates a line without a value to align.
    pub(super) fn plain(depth: usize, text: impl Into<String>) -> Self {
        Self { depth, text: text.into(), value: None }
    }

    /// Creates a line `name = value`, where the value ends on the same line.
    pub(super) fn assignment(depth: usize, name: String, value: String) -> Self {
        Self { depth, text: name, value: Some(value) }
    }

    /// Puts text before and after what the line says.
    pub(super) fn surround(&mut self, before: &str, after: &str) {
        self.text.insert_str(0, before);
        self.value.as_mut().unwrap_or(&mut self.text).push_str(after);
    }

    /// Returns the text of a line without a value.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Joins lines to text; `=` signs of assignments on adjacent lines get one column.
///
/// This is the rule of `terraform fmt`: every other line, blank ones too, ends
/// a run, and width counts grapheme clusters.
pub(super) fn join(lines: &[Line]) -> String {
    let mut out = String::new();
    for run in lines.chunk_by(|a, b| a.value.is_some() && b.value.is_some()) {
        let column = run.iter().map(|line| width(&line.text)).max().unwrap_or(0);
        for line in run {
            if !line.text.is_empty() {
                out += &"  ".repeat(line.depth);
                out += &line.text;
            }
            if let Some(value) = &line.value {
                out += &" ".repeat(column - width(&line.text));
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
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match quoted {
        Some(inner) => inner.graphemes(true).count() + 2,
        None => text.graphemes(true).count(),
    }
}
