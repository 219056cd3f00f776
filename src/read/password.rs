//! Passwords that the texts of the file write out, whatever their keys.

use toml::de::DeValue;

use super::decode::Value;
use crate::secret::{is_password, passwords_of_list, written_passwords};
use crate::span::{Source, Span};

/// Tables whose keys are names of the user's, and that no rule looks at by their names.
const NAMED: &[&str] =
    &["annotations", "http_headers", "labels", "namespace_labels", "service_annotations", "tags", "values"];

/// Where they stand: the password itself, or the whole text where that is written with escapes.
pub(super) fn passwords(document: &Value<'_>, source: &Source) -> Vec<Span> {
    let mut found = Vec::new();
    walk(document, false, source, &mut found);
    found.sort();
    found.dedup();
    found
}

/// The parser refuses what is nested too deep for this to recurse.
fn walk(value: &Value<'_>, is_named: bool, source: &Source, found: &mut Vec<Span>) {
    match value.get_ref() {
        DeValue::String(text) => {
            let whole = Span::from(value.span());
            let written = source.text.get(value.span()).unwrap_or_default();
            let start = written.find(text.as_ref()).map(|at| whole.start + at);
            found.extend(written_passwords(text).into_iter().map(|place| match start {
                Some(start) => Span { start: start + place.start, end: start + place.end },
                None => whole,
            }));
        }
        DeValue::Array(items) => {
            let words: Vec<_> =
                items.iter().map(|item| item.get_ref().as_str().unwrap_or_default()).collect();
            let places = passwords_of_list(&words).into_iter().filter_map(|at| items.get(at));
            found.extend(places.map(|item| Span::from(item.span())));
            items.iter().for_each(|item| walk(item, is_named, source, found));
        }
        DeValue::Table(table) => {
            for (key, below) in table {
                let name = key.get_ref().as_ref();
                if !written_passwords(name).is_empty() {
                    found.push(key.span().into());
                }
                if is_named && below.get_ref().as_str().is_some_and(|text| is_password(name, text)) {
                    found.push(below.span().into());
                }
                walk(below, is_named || NAMED.contains(&name), source, found);
            }
        }
        _ => {}
    }
}
