//! Values of any type: Helm values, patches of Kubernetes objects.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use toml::de::DeValue;

use super::decode::{Decode, Reader, Value};
use crate::span::Span;
use crate::value::one_line;

/// A value of any type, as JSON, with the places of all that is in it.
#[derive(Debug, Clone)]
pub struct Any {
    /// The value; a date or time is text.
    pub json: Json,
    /// Where each part stands, by its JSON Pointer; the value itself is `""`.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc6901>
    pub places: BTreeMap<String, Span>,
}

impl Any {
    /// Where the part at a JSON Pointer stands, or the innermost part around it that stands somewhere.
    pub fn place(&self, pointer: &str) -> Option<Span> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(*place);
            }
            pointer = pointer.rsplit_once('/')?.0;
        }
    }
}

impl Decode for Any {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut places = BTreeMap::new();
        let json = walk(value, String::new(), &mut places, reader)?;
        Some(Self { json, places })
    }

    fn schema() -> Json {
        json!({})
    }
}

/// The parser refuses what is nested too deep for this to recurse.
fn walk(
    value: &Value<'_>,
    pointer: String,
    places: &mut BTreeMap<String, Span>,
    reader: &mut Reader<'_>,
) -> Option<Json> {
    let inside = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
    let json = match value.get_ref() {
        DeValue::Table(table) => {
            let entries = table.iter().map(|(key, item)| {
                let name = key.get_ref().to_string();
                let sound = reader.check(one_line(&name), key.span().into());
                walk(item, inside(&name), places, reader).filter(|_| sound).map(|json| (name, json))
            });
            Json::Object(entries.collect::<Option<Map<_, _>>>()?)
        }
        DeValue::Array(items) => {
            let items = items
                .iter()
                .enumerate()
                .map(|(index, item)| walk(item, inside(&index.to_string()), places, reader));
            Json::Array(items.collect::<Option<_>>()?)
        }
        DeValue::String(_) => json!(String::decode(value, reader)?),
        DeValue::Boolean(truth) => json!(truth),
        DeValue::Datetime(time) => json!(time.to_string()),
        DeValue::Integer(_) => json!(i64::decode(value, reader)?),
        DeValue::Float(number) => float(value, number.as_str(), reader)?,
    };
    places.insert(pointer, value.span().into());
    Some(json)
}

/// JSON has no infinity and no "not a number".
fn float(value: &Value<'_>, text: &str, reader: &mut Reader<'_>) -> Option<Json> {
    let number = text.replace('_', "").parse().ok().and_then(serde_json::Number::from_f64);
    if number.is_none() {
        reader
            .report
            .error("invalid-value", value.span().into(), format!("`{text}` is not a number that JSON has"))
            .help("write a finite number, or text in quotes");
    }
    number.map(Json::Number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use toml::de::DeTable;

    use super::Any;
    use crate::diagnostic::Report;
    use crate::read::decode::{Decode as _, Reader};

    fn any(toml: &str) -> Option<Any> {
        let document = DeTable::parse(toml).unwrap();
        let mut report = Report::default();
        Any::decode(document.get_ref().get("x").unwrap(), &mut Reader::new(&mut report))
    }

    #[test]
    fn keeps_types_and_places() {
        let any = any("x = { a = [1, 2.5, true], \"b/c\" = { d = 2026-11-22 } }").unwrap();
        assert_eq!(any.json, json!({ "a": [1, 2.5, true], "b/c": { "d": "2026-11-22" } }));
        let pointers: Vec<_> = any.places.keys().map(String::as_str).collect();
        assert_eq!(pointers, ["", "/a", "/a/0", "/a/1", "/a/2", "/b~1c", "/b~1c/d"]);
        assert_eq!(any.place("/a/1/none"), any.place("/a/1"));
    }

    #[test]
    fn infinity_is_refused() {
        assert!(any("x = [inf]").is_none());
    }
}
