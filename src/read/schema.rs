//! The JSON Schema of the language, made from the declarations of its keys.

use serde_json::{Value as Json, json};

use super::config::Config;
use super::decode::Decode;
use super::inherit::INHERITING;
use super::partial::without_required;

/// The JSON Schema (draft 2020-12) of `kura.toml`, with a description for every key.
pub fn schema() -> Json {
    let mut schema = inheriting(Config::schema());
    if let Some(object) = schema.as_object_mut() {
        object.shift_insert(0, "$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.shift_insert(1, "title".to_owned(), json!("kura.toml"));
    }
    schema
}

/// What each of several pipelines inherits and that has required keys.
const PARAMETERS: &str =
    "/properties/jenkins/properties/pipelines/additionalProperties/properties/parameters";

/// An entry that inherits needs a key of its own only where the defaults do not give it.
fn inheriting(mut schema: Json) -> Json {
    let mut conditions = Vec::new();
    for (name, path, _) in INHERITING {
        let pointer = format!("/properties/{}", path.join("/properties/"));
        let Some(table) = schema.pointer_mut(&pointer) else { continue };
        let required = table.pointer("/additionalProperties/required").cloned();
        *table = without_required(table.take());
        for key in required.iter().filter_map(Json::as_array).flatten() {
            conditions.push(unless_inherited(name, path, key));
        }
    }
    // A pipeline's own parameters may be the rest of those it inherits.
    if let Some(parameters) = schema.pointer_mut(PARAMETERS) {
        *parameters = without_required(parameters.take());
    }
    if let Some(object) = schema.as_object_mut().filter(|_| !conditions.is_empty()) {
        object.insert("allOf".to_owned(), json!(conditions));
    }
    schema
}

/// Requires a key in each entry of a table unless `[defaults]` has it.
fn unless_inherited(name: &str, path: &[&str], key: &Json) -> Json {
    let within = |name: &str, schema: Json| json!({ "properties": { name: schema } });
    let needed = |name: &str, schema: Json| json!({ "properties": { name: schema }, "required": [name] });
    let given = needed("defaults", needed(name, json!({ "required": [key] })));
    let entries = json!({ "additionalProperties": { "required": [key] } });
    let wanted = path.iter().rev().fold(entries, |schema, name| within(name, schema));
    json!({ "if": { "not": given }, "then": wanted })
}
