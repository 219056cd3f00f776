//! The validator of Kubernetes objects, against an independent one: random objects, right and wrong.

#![expect(clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use kura::tables::KubernetesSchemas;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::examples::examples;
use crate::soundness::objects::kind;
use crate::soundness::random::Dice;
use crate::soundness::{example, is_custom, kustomizations};

/// The table, read once more.
static TABLE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../schema/kubernetes.json")).unwrap());

/// The versions that the table knows, the oldest first.
fn versions() -> Vec<&'static str> {
    TABLE["versions"].as_object().unwrap().keys().map(String::as_str).collect()
}

/// All definitions of a version.
fn definitions(version: &str) -> Map<String, Value> {
    let mut definitions = Map::new();
    for known in versions().into_iter().filter(|known| *known <= version) {
        definitions.extend(TABLE["versions"][known].as_object().unwrap().clone());
    }
    definitions.retain(|_, schema| !schema.is_null());
    definitions
}

/// Validators by version, `apiVersion` and kind: compiling one takes longer than asking it.
#[derive(Default)]
pub(crate) struct Validators(BTreeMap<[String; 3], Validator>);

impl Validators {
    /// That of an object's kind.
    pub(crate) fn of(&mut self, object: &Value, version: &str) -> &Validator {
        let api_version = object["apiVersion"].as_str().unwrap();
        let key = [version, api_version, kind(object)].map(str::to_owned);
        self.0.entry(key).or_insert_with(|| {
            let definitions = definitions(version);
            let name = definitions.keys().find(|name| {
                let properties = &definitions[*name]["properties"];
                properties["kind"]["enum"][0] == object["kind"]
                    && properties["apiVersion"]["enum"][0] == object["apiVersion"]
            });
            let name = name.unwrap_or_else(|| panic!("no schema for {object}"));
            jsonschema::validator_for(&json!({ "$ref": format!("#/$defs/{name}"), "$defs": definitions }))
                .unwrap()
        })
    }
}

/// Where the independent validator refuses an object.
fn expected(validator: &Validator, object: &Value) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for error in validator.iter_errors(object) {
        let at = error.instance_path().as_str();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => places.extend(
                unexpected.iter().map(|name| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))),
            ),
            _ => _ = places.insert(at.to_owned()),
        }
    }
    places
}

/// Holds both validators to the same places.
fn agree(validators: &mut Validators, object: &Value, version: &str) -> usize {
    let api_version = object["apiVersion"].as_str().unwrap();
    let own = KubernetesSchemas::new(version).refusals(api_version, kind(object), object);
    let own: BTreeSet<_> = own.unwrap().into_iter().map(|refusal| refusal.at).collect();
    assert_eq!(own, expected(validators.of(object, version), object), "{version}: {object}");
    own.len()
}

/// An item, also of a list that is longer than a byte can count.
fn one_of<'i, T>(dice: &mut Dice<'_>, items: &'i [T]) -> &'i T {
    &items[(dice.below(256) * 256 + dice.below(256)) % items.len()]
}

/// A value that a schema accepts, with some of the fields that may be absent.
fn value(dice: &mut Dice<'_>, definitions: &Map<String, Value>, schema: &Value, depth: usize) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return value(dice, definitions, &definitions[reference.trim_start_matches("#/$defs/")], depth);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choice = one_of(dice, choices);
        return value(dice, definitions, choice, depth);
    }
    if let Some(words) = schema["enum"].as_array() {
        return one_of(dice, words).clone();
    }
    match schema["type"].as_str().or(schema["type"][0].as_str()) {
        Some("string") => json!("text"),
        Some("integer") => json!(8),
        Some("number") => json!(0.5),
        Some("boolean") => json!(true),
        Some("array") => {
            let items = dice.below(3).min(depth);
            (0..items).map(|_| value(dice, definitions, &schema["items"], depth - 1)).collect()
        }
        Some("object") => object(dice, definitions, schema, depth),
        _ => json!({ "anything": ["goes"] }),
    }
}

fn object(dice: &mut Dice<'_>, definitions: &Map<String, Value>, schema: &Value, depth: usize) -> Value {
    let mut fields = Map::new();
    for (name, schema_of_field) in schema["properties"].as_object().into_iter().flatten() {
        let required = ["apiVersion", "kind"].contains(&name.as_str())
            || schema["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name));
        if required || depth > 0 && dice.below(6) == 1 {
            fields.insert(name.clone(), value(dice, definitions, schema_of_field, depth.saturating_sub(1)));
        }
    }
    if schema["additionalProperties"].is_object() {
        fields.insert("a/key".to_owned(), value(dice, definitions, &schema["additionalProperties"], 1));
    }
    fields.into()
}

/// A random object of a kind that has a schema.
fn random_object(dice: &mut Dice<'_>, definitions: &Map<String, Value>) -> Value {
    let kinds: Vec<_> =
        definitions.values().filter(|schema| schema["properties"]["kind"]["enum"].is_array()).collect();
    let kind = *one_of(dice, &kinds);
    value(dice, definitions, kind, 6)
}

/// Every value inside of an object, by its pointer.
fn pointers(at: &str, value: &Value, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                pointers(&format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), value, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(&format!("{at}/{index}"), item, found);
            }
        }
        _ => {}
    }
}

/// Puts something else in one place; what names the kind stays.
fn mutate(dice: &mut Dice<'_>, object: &mut Value) {
    let others = [
        json!(null),
        json!(""),
        json!("8"),
        json!("Always"),
        json!(0),
        json!(-1.0),
        json!(1.5),
        json!(u64::MAX),
        json!(1e300),
        json!(true),
        json!([]),
        json!({}),
        json!([null, "a"]),
        json!({ "name": "a", "x~/": 1 }),
    ];
    let mut places = Vec::new();
    pointers("", object, &mut places);
    places.retain(|place| !["", "/apiVersion", "/kind"].contains(&place.as_str()));
    if places.is_empty() {
        return;
    }
    let place = one_of(dice, &places);
    let other = one_of(dice, &others).clone();
    let (parent, name) = place.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    match object.pointer_mut(parent).unwrap() {
        Value::Object(fields) if dice.below(3) == 0 => _ = fields.shift_remove(&name),
        Value::Object(fields) if dice.below(3) == 0 => _ = fields.insert(format!("{name}x"), other),
        _ => *object.pointer_mut(place).unwrap() = other,
    }
}

#[test]
fn the_validator_judges_as_another_does() {
    let mut validators = Validators::default();
    let folders = examples();
    let emitted: Vec<_> = folders
        .iter()
        .flat_map(|folder| kustomizations(&example(folder).1))
        .flat_map(|objects| objects.0)
        .collect();
    let emitted: Vec<_> = emitted.into_iter().filter(|object| !is_custom(object)).collect();
    for object in &emitted {
        for version in versions() {
            assert_eq!(agree(&mut validators, object, version), 0);
        }
    }
    let definitions: Vec<_> = versions().into_iter().map(definitions).collect();
    let validators = std::cell::RefCell::new(validators);
    let refused = std::cell::Cell::new(0);
    let config = Config { cases: 1000, failure_persistence: None, ..Config::default() };
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    let held = TestRunner::new(config).run(&bytes, |bytes| {
        let dice = &mut Dice(bytes.iter());
        let version = dice.below(definitions.len());
        let mut object = match dice.below(2) {
            0 => one_of(dice, &emitted).clone(),
            _ => random_object(dice, &definitions[version]),
        };
        for _ in 0..dice.below(4) {
            mutate(dice, &mut object);
        }
        let found = agree(&mut validators.borrow_mut(), &object, versions()[version]);
        refused.set(refused.get() + usize::from(found > 0));
        Ok(())
    });
    held.unwrap_or_else(|error| panic!("{error}"));
    assert!((250..750).contains(&refused.get()), "{} of 1000 objects were refused", refused.get());
}
