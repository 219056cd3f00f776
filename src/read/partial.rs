//! Keys that other tables inherit: of such a table none is required.

use serde_json::Value as Json;

use super::decode::{Decode, Reader, Value};

/// Keys that other tables inherit: read for its errors, then merged into those tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct Partial<T>(std::marker::PhantomData<T>);

impl<T: Decode> Decode for Partial<T> {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let outer = std::mem::replace(&mut reader.partial, true);
        T::decode(value, reader);
        reader.partial = outer;
        Some(Self(std::marker::PhantomData))
    }

    fn schema() -> Json {
        without_required(T::schema())
    }
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
