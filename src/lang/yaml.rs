//! YAML that readers of YAML 1.1 and 1.2 read alike.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;
use serde_saphyr::{DoubleQuoted, SerializerOptions, SingleQuoted};

use super::comment;

/// One document of a YAML file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Text above the document, a `#` line per line; `None` for no comment.
    pub comment: Option<String>,
    /// What the document says; objects keep their order.
    pub value: Value,
}

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        Self { comment: None, value }
    }
}

/// Prints a file: text about all of it, an empty line, the documents.
pub fn print_file(head: &str, documents: &[Document]) -> String {
    let head = comment::lines("#", head).join("\n");
    format!("{head}\n\n{}", print(documents))
}

/// Reads the documents of a file.
///
/// # Errors
///
/// What is wrong with the text, and where in it.
pub fn parse(text: &str) -> Result<Vec<Value>, String> {
    serde_saphyr::from_multiple(text).map_err(|error| error.to_string())
}

/// Prints documents as one file, with `---` between them.
pub fn print(documents: &[Document]) -> String {
    let documents: Vec<_> = documents.iter().map(print_one).collect();
    documents.join("---\n")
}

fn print_one(document: &Document) -> String {
    let comment = document.comment.as_deref().unwrap_or_default();
    let mut out = String::new();
    for line in comment::lines("#", comment) {
        out += &line;
        out.push('\n');
    }
    // A JSON value cannot fail to be written; if it did, JSON is YAML too.
    out += &serde_saphyr::to_string_with_options(&Readable(&document.value), options())
        .unwrap_or_else(|_| format!("{}\n", document.value));
    out
}

/// Keeps long strings whole instead of folding them at 80 columns.
fn options() -> SerializerOptions {
    serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX }
}

/// A value whose strings every reader takes.
struct Readable<'a>(&'a Value);

impl Serialize for Readable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            // The parser of kubectl refuses a block scalar whose line starts with a tab.
            Value::String(text) if text.starts_with('\t') || text.contains("\n\t") => {
                DoubleQuoted(text.as_str()).serialize(serializer)
            }
            Value::String(text) if is_json(text) => SingleQuoted(text.as_str()).serialize(serializer),
            Value::Array(items) => {
                let mut out = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    out.serialize_element(&Readable(item))?;
                }
                out.end()
            }
            Value::Object(entries) => {
                let mut out = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    out.serialize_entry(key, &Readable(value))?;
                }
                out.end()
            }
            value => value.serialize(serializer),
        }
    }
}

/// Whether it is JSON on one line, which people read better without backslashes.
fn is_json(text: &str) -> bool {
    text.starts_with(['[', '{'])
        && text.contains('"')
        && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests;
