//! Fields of an object.

use serde_json::{Map, Value};

/// An object without the fields that say nothing: null, and empty lists and objects.
///
/// Only the fields themselves are looked at, so that `emptyDir: {}` stays. They are moved: `json!` would copy all that
/// is in them.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let said = fields.into_iter().filter(|(_, value)| !says_nothing(value));
    Value::Object(said.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}
