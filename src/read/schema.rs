//! The JSON Schema of the language, made from the declarations of its keys.

use serde_json::{Value as Json, json};

use super::config::Config;
use super::decode::Decode;

/// The JSON Schema (draft 2020-12) of `kura.toml`, with a description for every key.
pub fn schema() -> Json {
    let mut schema = inheriting(Config::schema());
    if let Some(object) = schema.as_object_mut() {
        object.shift_insert(0, "$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.shift_insert(1, "title".to_owned(), json!("kura.toml"));
    }
    schema
}

/// Entries that inherit from `[defaults]` need no key of their own: the default may give it.
fn inheriting(mut schema: Json) -> Json {
    for pointer in ["/properties/services", "/properties/images", "/properties/jenkins/properties/agents"] {
        if let Some(table) = schema.pointer_mut(pointer) {
            *table = without_required(table.take());
        }
    }
    schema
}

/// The same schema, in which no key is required.
pub(super) fn without_required(mut schema: Json) -> Json {
    match &mut schema {
        Json::Object(object) => {
            // `required` is an array here, and within `not` it says that keys exclude each other.
            if object.contains_key("properties") {
                object.shift_remove("required");
            }
            for (key, value) in object.iter_mut() {
                if key != "not" {
                    *value = without_required(value.take());
                }
            }
        }
        Json::Array(items) => {
            for item in items {
                *item = without_required(item.take());
            }
        }
        _ => {}
    }
    schema
}
