//! Where each key and each table of a text is written first, found line by line.
//!
//! It serves messages about a text that the parser refuses, and may miss a
//! key that is not the first of its line: then a message has one place less.

use std::collections::BTreeMap;

use crate::span::Span;

/// The first place of a key.
#[derive(Debug)]
pub(super) struct FirstPlace<'t> {
    /// The key, or the whole name in a header.
    pub(super) key: &'t str,
    /// Where it is.
    pub(super) span: Span,
    /// Whether an inline table is its value.
    pub(super) is_inline: bool,
}

/// The first places of a text, by the full path of the key.
#[derive(Debug)]
pub(super) struct FirstPlaces<'t> {
    text: &'t str,
    places: BTreeMap<String, FirstPlace<'t>>,
    /// Where each table begins, and its path with a dot behind it.
    tables: BTreeMap<usize, String>,
}

impl<'t> FirstPlaces<'t> {
    /// Goes over the text once.
    pub(super) fn new(text: &'t str) -> Self {
        let mut found = Self { text, places: BTreeMap::new(), tables: BTreeMap::new() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            found.line(line, start);
            start += line.len();
        }
        found
    }

    /// Where the key that ends a span was written first, if that was before it.
    pub(super) fn before(&self, span: Span) -> Option<&FirstPlace<'t>> {
        let start = self.line_start(span);
        let written = self.text.get(start..span.end)?.trim_start();
        let path = match written.strip_prefix('[') {
            Some(header) => bare(header),
            None => format!("{}{}", self.table(start), bare(written)),
        };
        self.places.get(&path).filter(|first| first.span.end <= span.start)
    }

    /// What a span holds.
    pub(super) fn text(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Whether a span lies in the header of a table.
    pub(super) fn is_header(&self, span: Span) -> bool {
        let line = self.text.get(self.line_start(span)..).unwrap_or("");
        line.trim_start().starts_with('[')
    }

    fn line_start(&self, span: Span) -> usize {
        let before = self.text.get(..span.start).unwrap_or("");
        before.rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The path of the table that a line belongs to, with a dot behind it.
    fn table(&self, offset: usize) -> &str {
        self.tables.range(..=offset).next_back().map_or("", |(_, path)| path)
    }

    fn line(&mut self, line: &'t str, start: usize) {
        let indent = line.len() - line.trim_start().len();
        let content = line.trim_start();
        if content.starts_with("[[") {
            // Each of these is a table of its own, in which keys may be written again.
            self.tables.insert(start, format!("[{start}]."));
        } else if let Some(header) = content.strip_prefix('[') {
            let key = header.split(']').next().unwrap_or(header);
            self.tables.insert(start, format!("{}.", bare(key)));
            self.add(bare(key), key, start + indent + 1, false);
        } else if let Some((key, value)) = content.split_once('=').filter(|(key, _)| !key.contains('#')) {
            let path = format!("{}{}", self.table(start), bare(key));
            self.add(path, key.trim_end(), start + indent, value.trim_start().starts_with('{'));
        }
    }

    fn add(&mut self, path: String, key: &'t str, start: usize, is_inline: bool) {
        let span = Span { start, end: start + key.len() };
        self.places.entry(path).or_insert(FirstPlace { key, span, is_inline });
    }
}

/// A key without blanks and quotes, as keys are compared.
fn bare(key: &str) -> String {
    key.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect()
}
