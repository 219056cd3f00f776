//! Holds a value against a schema: the keywords of JSON Schema that the table uses, and no others.
//!
//! Source: <https://json-schema.org/draft/2020-12/json-schema-validation>; `format` is an annotation there.

use serde_json::{Map, Value};

use super::KubernetesSchemas;

/// What Kubernetes refuses of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it stands: a JSON Pointer.
    pub at: String,
    /// What is wrong there. It tells no value that could be a secret.
    pub message: String,
}

/// All refusals, in the order of the value.
pub(super) fn refusals(schemas: KubernetesSchemas, schema: &Value, value: &Value) -> Vec<Refusal> {
    let mut validation = Validation { schemas, at: String::new(), found: Vec::new() };
    validation.value(schema, value);
    validation.found
}

/// A walk through a value.
struct Validation {
    schemas: KubernetesSchemas,
    at: String,
    found: Vec<Refusal>,
}

impl Validation {
    fn refuse(&mut self, message: String) {
        self.found.push(Refusal { at: self.at.clone(), message });
    }

    fn value(&mut self, schema: &Value, value: &Value) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.trim_start_matches("#/$defs/");
            return self.schemas.definition(name).into_iter().for_each(|schema| self.value(schema, value));
        }
        if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
            return self.one_of(choices, value);
        }
        if !has_type(schema, value) {
            let message =
                format!("Kubernetes takes {} here, not {}", types(schema), with_article(type_of(value)));
            return self.refuse(message);
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array)
            && !words.contains(value)
        {
            let words: Vec<_> =
                words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
            return self.refuse(format!("Kubernetes takes {} here, not {value}", words.join(" or ")));
        }
        match value {
            Value::Object(fields) => self.fields(schema, fields),
            Value::Array(items) => self.items(schema, items),
            _ => {}
        }
    }

    /// Exactly one of the choices accepts the value; each of them is a type.
    fn one_of(&mut self, choices: &[Value], value: &Value) {
        let accepts = |choice: &&Value| refusals(self.schemas, choice, value).is_empty();
        if choices.iter().filter(accepts).count() != 1 {
            let wanted: Vec<_> = choices.iter().map(types).collect();
            let own = with_article(type_of(value));
            self.refuse(format!("Kubernetes takes {} here, not {own}", wanted.join(" or ")));
        }
    }

    fn fields(&mut self, schema: &Value, fields: &Map<String, Value>) {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for name in required.filter_map(Value::as_str).filter(|name| !fields.contains_key(*name)) {
            self.refuse(format!("`{name}` is missing"));
        }
        let properties = schema.get("properties");
        let others = schema.get("additionalProperties");
        for (name, value) in fields {
            let known = properties.and_then(|properties| properties.get(name)).or(others);
            self.step(&name.replace('~', "~0").replace('/', "~1"), |validation| match known {
                Some(Value::Bool(false)) => {
                    validation.refuse(format!("Kubernetes has no field `{name}` here"));
                }
                Some(schema) => validation.value(schema, value),
                None => {}
            });
        }
    }

    fn items(&mut self, schema: &Value, items: &[Value]) {
        let Some(schema) = schema.get("items") else { return };
        for (index, item) in items.iter().enumerate() {
            self.step(&index.to_string(), |validation| validation.value(schema, item));
        }
    }

    /// Walks on below a field or an item.
    fn step(&mut self, name: &str, walk: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.extend(["/", name]);
        walk(self);
        self.at.truncate(length);
    }
}

/// The names of the types that a schema takes.
fn type_names(schema: &Value) -> impl Iterator<Item = &str> {
    let types = schema.get("type");
    let list = types.and_then(Value::as_array).into_iter().flatten();
    list.chain(types).filter_map(Value::as_str)
}

fn has_type(schema: &Value, value: &Value) -> bool {
    let own = type_of(value);
    let is_it = |name: &str| name == own || name == "integer" && is_whole(value);
    type_names(schema).any(is_it) || type_names(schema).next().is_none()
}

/// Whether a value is an integer, as 1.0 is too.
fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The types that a schema takes, for people. Whoever wants `null` leaves the field out.
fn types(schema: &Value) -> String {
    let names = type_names(schema).filter(|name| *name != "null");
    names.map(with_article).collect::<Vec<_>>().join(" or ")
}

fn with_article(name: &str) -> String {
    match name {
        "null" => "null".to_owned(),
        "array" | "integer" | "object" => format!("an {name}"),
        name => format!("a {name}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{KubernetesSchemas, TABLE};

    /// The keywords that are looked at, and `format`, which refuses nothing.
    const KEYWORDS: &[&str] = &[
        "$ref",
        "additionalProperties",
        "enum",
        "format",
        "items",
        "oneOf",
        "properties",
        "required",
        "type",
    ];

    /// The keywords of a schema and of those inside of it that are not looked at.
    fn unknown(schema: &Value) -> Vec<&str> {
        let Value::Object(keywords) = schema else { return Vec::new() };
        let own = keywords.keys().map(String::as_str).filter(|keyword| !KEYWORDS.contains(keyword));
        let fields = schema["properties"].as_object().into_iter().flat_map(|fields| fields.values());
        let choices = schema["oneOf"].as_array().into_iter().flatten();
        let inner = fields.chain(choices).chain([&schema["items"], &schema["additionalProperties"]]);
        own.chain(inner.flat_map(unknown)).collect()
    }

    #[test]
    fn every_keyword_of_the_table_is_known() {
        assert_eq!(unknown(&json!({ "items": { "properties": { "a": { "pattern": "" } } } })), ["pattern"]);
        for name in TABLE.names() {
            for minor in 33..=37 {
                assert_eq!(TABLE.definition(name, minor).map(unknown).unwrap_or_default(), [""; 0], "{name}");
            }
        }
    }

    #[test]
    fn a_refusal_says_what_kubernetes_takes_and_hides_the_value() {
        let ports = json!([{ "port": 80, "targetPort": true }, { "port": "hunter2" }, { "a/b": 1 }]);
        let service = json!({ "apiVersion": "v1", "kind": "service", "spec": { "ports": ports } });
        let refusals = KubernetesSchemas::new("1.35").refusals("v1", "Service", &service).unwrap();
        let refusals: Vec<_> = refusals.iter().map(|refusal| (&*refusal.at, &*refusal.message)).collect();
        assert_eq!(
            refusals,
            [
                ("/kind", "Kubernetes takes `Service` here, not \"service\""),
                ("/spec/ports/0/targetPort", "Kubernetes takes a string or an integer here, not a boolean"),
                ("/spec/ports/1/port", "Kubernetes takes an integer here, not a string"),
                ("/spec/ports/2", "`port` is missing"),
                ("/spec/ports/2/a~1b", "Kubernetes has no field `a/b` here"),
            ]
        );
    }
}
