//! The JSON Schema: not stale, and of one mind with the reader.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kura::diagnostic::Report;
use kura::span::Source;
use serde_json::{Map, Value, json};

use crate::document::{documents, pointers, toml};

/// What the reader reports and a schema cannot know: how a text is to be written.
const NOT_SHAPE: &[&str] = &["invalid-value", "literal-secret"];

#[test]
fn the_committed_schema_is_not_stale() {
    let committed =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/kura.schema.json")).unwrap();
    assert!(
        committed == format!("{:#}\n", kura::read::schema()),
        "run `cargo run --release -- schema > schema/kura.schema.json`"
    );
}

#[test]
fn the_committed_reference_is_not_stale() {
    let committed =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md")).unwrap();
    assert!(
        committed == kura::read::reference(),
        "run `cargo run --release -- schema --format markdown > docs/reference.md`"
    );
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&kura::read::schema()));
}

#[test]
fn every_key_has_a_description() {
    let schema = kura::read::schema();
    let mut keys = BTreeSet::new();
    described(&schema, "", &mut keys);
    assert!(keys.len() > 200, "{}", keys.len());
}

fn described(schema: &Value, path: &str, keys: &mut BTreeSet<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        assert!(property["description"].as_str().is_some_and(|text| text.ends_with('.')), "{path}");
        described(property, &path, keys);
        keys.insert(path);
    }
    described_inside(schema, path, keys);
}

fn described_inside(schema: &Value, path: &str, keys: &mut BTreeSet<String>) {
    if schema["additionalProperties"].is_object() {
        described(&schema["additionalProperties"], &format!("{path}.*"), keys);
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        described(alternative, path, keys);
    }
}

/// What the reader says of a document: the rules it names.
fn read(document: &Value) -> Vec<&'static str> {
    let source = Source { path: String::new(), text: toml(document) };
    let mut report = Report::default();
    let config = kura::read::read(&source, &mut report);
    let diagnostics = report.into_sorted();
    assert!(config.is_some() || !diagnostics.is_empty(), "refused without a word:\n{}", source.text);
    diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
}

/// What a document needs, and the top-level table that a pointer leads into: shapes do not reach across tables.
fn slice(document: &Value, pointer: &str) -> Value {
    let table = pointer.split('/').nth(1).unwrap();
    let entries = document.as_object().unwrap().iter();
    let kept = entries.filter(|(key, _)| ["kura", "project", table].contains(&key.as_str()));
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// The document, and all that differ in one place from the part of it around that place.
fn mutations(document: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let mut mutated = vec![("unchanged".to_owned(), document.clone())];
    for pointer in all {
        let document = slice(document, &pointer);
        for replacement in [
            json!("x"),
            json!(7),
            json!(true),
            json!([]),
            json!({}),
            json!(["x"]),
            json!([7]),
            json!({ "zzz": 1 }),
        ] {
            let mut copy = document.clone();
            *copy.pointer_mut(&pointer).unwrap() = replacement.clone();
            mutated.push((format!("{pointer} = {replacement}"), copy));
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let mut copy = document.clone();
        if let Some(Value::Object(table)) = copy.pointer_mut(parent) {
            table.remove(&key.replace("~1", "/").replace("~0", "~"));
            mutated.push((format!("without {pointer}"), copy));
        }
    }
    mutated
}

#[test]
fn reader_and_schema_accept_the_same_shapes() {
    let validator = jsonschema::validator_for(&kura::read::schema()).unwrap();
    let mut refused = 0;
    for (_, document) in documents() {
        for (what, mutated) in mutations(&document) {
            let found = read(&mutated);
            let valid = validator.is_valid(&mutated);
            refused += usize::from(!valid);
            assert!(valid || !found.is_empty(), "{what}: the reader accepts what the schema refuses");
            // Below an entry that inherits, the schema cannot say which keys a default gives.
            let inherits =
                ["/services/", "/jobs/", "/images/", "/jenkins/agents/", "/jenkins/pipelines/", "/defaults/"];
            let inherits = inherits.iter().any(|table| what.contains(table));
            let unseen = |rule: &&str| NOT_SHAPE.contains(rule) || inherits && *rule == "missing-key";
            assert!(!valid || found.iter().all(unseen), "{what}: the schema accepts what the reader refuses");
        }
    }
    assert!(refused > 1000, "{refused}");
}

#[test]
fn the_examples_hold_every_key() {
    let documents: Vec<_> = documents().into_iter().map(|(_, document)| document).collect();
    let mut keys = BTreeMap::new();
    used(&kura::read::schema(), &documents.iter().collect::<Vec<_>>(), &mut keys);
    let unused: Vec<_> = keys.iter().filter(|(_, used)| !**used).map(|(key, _)| key).collect();
    assert!(unused.is_empty(), "no example holds {unused:#?}");
}

/// Which keys of each table, known by all its keys, some document holds.
fn used(schema: &Value, here: &[&Value], keys: &mut BTreeMap<(String, String), bool>) {
    let table: Vec<_> = schema["properties"].as_object().into_iter().flat_map(Map::keys).cloned().collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if property.get("not").is_none() {
            let below: Vec<_> = here.iter().filter_map(|value| value.get(name)).collect();
            *keys.entry((table.join(" "), name.clone())).or_default() |= !below.is_empty();
            used(property, &below, keys);
        }
    }
    if schema["additionalProperties"].is_object() {
        let below: Vec<_> = here.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect();
        used(&schema["additionalProperties"], &below, keys);
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        used(alternative, here, keys);
    }
}

#[test]
fn an_entry_needs_what_no_default_gives() {
    let validator = jsonschema::validator_for(&kura::read::schema()).unwrap();
    let project = json!({ "kura": 1, "project": { "name": "shop" }, "services": { "web": { "port": 80 } } });
    assert!(!validator.is_valid(&project));
    let mut inheriting = project.clone();
    inheriting["defaults"] = json!({ "services": { "image": "redis:7" } });
    assert!(validator.is_valid(&inheriting));
    assert_eq!(read(&inheriting), [] as [&str; 0]);
}
