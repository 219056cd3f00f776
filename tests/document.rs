//! `kura.toml` as a tree of JSON, to be changed in one place.

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use crate::examples::examples;

/// The examples: their folders, and what they say.
pub(crate) fn documents() -> Vec<(PathBuf, Value)> {
    let read = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
        (folder, parsed(&text))
    };
    examples().into_iter().map(read).collect()
}

/// A text of TOML as a tree.
pub(crate) fn parsed(text: &str) -> Value {
    json_of(DeTable::parse(text).unwrap().get_ref())
}

/// A tree as the text of a `kura.toml`.
pub(crate) fn toml(document: &Value) -> String {
    let entries = document.as_object().unwrap().iter();
    let lines: Vec<_> = entries.map(|(key, value)| format!("{} = {}", quoted(key), inline(value))).collect();
    lines.join("\n") + "\n"
}

/// A JSON value as TOML on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let entries: Vec<_> =
                table.iter().map(|(key, value)| format!("{} = {}", quoted(key), inline(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A TOML table as JSON.
fn json_of(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), json_value(value.get_ref())));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn json_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
        DeValue::Boolean(truth) => json!(truth),
        DeValue::Array(items) => items.iter().map(|item| json_value(item.get_ref())).collect(),
        DeValue::Table(table) => json_of(table),
        other => panic!("no example holds {other:?}"),
    }
}

/// JSON pointers to every value of a document.
pub(crate) fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    let step = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(table) => table.iter().for_each(|(key, value)| {
            all.push(step(key));
            pointers(value, &step(key), all);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
            all.push(step(&index.to_string()));
            pointers(value, &step(&index.to_string()), all);
        }),
        _ => {}
    }
}
