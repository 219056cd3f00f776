//! Switches: `true`, `false`, or a table of options, which means `true`.

use serde_json::{Value as Json, json};

use super::decode::{Decode, Reader, Value};
use crate::span::Span;

/// On, off, or on with options.
#[derive(Debug, Clone)]
pub enum Switch<T> {
    /// `true` or `false`, and where it stands.
    Plain(bool, Span),
    /// A table of options.
    Options(T),
}

impl<T: Decode> Decode for Switch<T> {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref().as_bool() {
            Some(on) => Some(Self::Plain(on, value.span().into())),
            None if value.get_ref().is_table() => T::decode(value, reader).map(Self::Options),
            None => {
                reader.wrong_type(value, "`true`, `false` or a table");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "boolean" }, T::schema()] })
    }
}
