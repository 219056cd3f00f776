//! Every key has an effect: another value, wherever the key may stand, changes what is written or is an error.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kura::output::Disk;
use kura::span::Source;
use serde_json::{Map, Value, json};

use crate::document::{documents, parsed, toml};

/// Places where keys have no effect, each with its reason.
const SILENT: &str = include_str!("effect/silent.tsv");

/// Projects that lack what the examples have, so that a key cannot rest on it.
const BARE: &[(&str, &str)] = &[
    (
        "without a network",
        r#"
kura = 1
[project]
name = "shop"
region = "eu-west-1"
[cluster]
version = "1.35"
existing = true
[services.web]
image = "ghcr.io/acme/web:1.4"
port = 8080
security_context = { run_as_user = 1000 }
volumes = { data = { mount_path = "/data", size = "1Gi" } }
[jobs.load]
image = "ghcr.io/acme/load:1.4"
security_context = { run_as_user = 1000 }
volumes = { data = { mount_path = "/data", size = "1Gi" } }
"#,
    ),
    (
        "without a cluster",
        r#"
kura = 1
[project]
name = "shop"
region = "eu-west-1"
[services.web]
image = "ghcr.io/acme/web:1.4"
port = 8080
security_context = { run_as_user = 1000 }
volumes = { data = { mount_path = "/data", size = "1Gi" } }
"#,
    ),
];

/// A project to change keys in.
struct Project {
    name: String,
    folder: PathBuf,
    document: Value,
}

/// What comes of a project: its findings, and its files if there is no error.
type Outcome = (Vec<String>, Option<BTreeMap<String, String>>);

/// Values that keys have somewhere, by the schema of the key.
type Pool = BTreeMap<String, Vec<Value>>;

/// A table of a document: where it is, and its schema.
type Table<'s> = (String, &'s Value);

fn outcome(project: &Project, document: &Value) -> Outcome {
    let source = Source { path: "kura.toml".to_owned(), text: toml(document) };
    let compiled = kura::compile(&source, &Disk::new(&project.folder), None);
    let said = compiled
        .diagnostics
        .iter()
        .map(|found| format!("{}: {}", found.rule, compiled.shown.finding(found).message));
    let files =
        compiled.files.map(|files| files.into_iter().map(|file| (file.path.to_string(), file.contents)));
    (said.collect(), files.map(Iterator::collect))
}

/// The tables of a document that have keys of their own.
fn tables<'s>(schema: &'s Value, value: &Value, at: &str, found: &mut Vec<Table<'s>>) {
    let Some(entries) = value.as_object() else { return };
    let step = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    if let Some(properties) = schema["properties"].as_object() {
        found.push((at.to_owned(), schema));
        for (key, property) in properties {
            if let Some(value) = entries.get(key) {
                tables(property, value, &step(key), found);
            }
        }
    }
    if schema["additionalProperties"].is_object() {
        for (key, value) in entries.iter().filter(|(key, _)| schema["properties"].get(key.as_str()).is_none())
        {
            tables(&schema["additionalProperties"], value, &step(key), found);
        }
    }
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        tables(alternative, value, at, found);
    }
}

/// What tells a key: its name and all that the schema says of it.
fn identity(key: &str, property: &Value) -> String {
    format!("{key} {property}")
}

fn pool(schema: &Value, projects: &[Project]) -> Pool {
    let mut pool = Pool::new();
    for project in projects {
        let mut found = Vec::new();
        tables(schema, &project.document, "", &mut found);
        for (at, schema) in found {
            for (key, value) in project.document.pointer(&at).and_then(Value::as_object).into_iter().flatten()
            {
                if let Some(property) = schema["properties"].get(key) {
                    let values = pool.entry(identity(key, property)).or_default();
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
            }
        }
    }
    pool
}

/// Other values for a key, those that are most likely to be taken first.
fn others(property: &Value, now: Option<&Value>, pooled: &[Value]) -> Vec<Value> {
    let mut values = Vec::new();
    let alternatives = property["anyOf"].as_array().into_iter().flatten().chain([property]);
    let words = alternatives.flat_map(|schema| schema["enum"].as_array().into_iter().flatten());
    values.extend(words.cloned());
    for value in now.into_iter().chain(pooled) {
        match value {
            Value::Bool(truth) => values.extend([json!(!truth), json!(truth)]),
            Value::Number(number) => {
                let number = number.as_i64().unwrap();
                values.extend([number + 1, number - 1, number * 2, 1, 7].map(|number| json!(number)));
            }
            Value::String(text) => {
                values.extend([
                    json!(format!("{text}x")),
                    json!(format!("{text}-x")),
                    json!(format!("x{text}")),
                ]);
            }
            Value::Array(items) => values.extend(items.split_last().map(|(_, rest)| json!(rest))),
            _ => {}
        }
    }
    values.extend(pooled.iter().cloned());
    values.extend([json!(true), json!(false)].into_iter().filter(|_| property["type"] == "boolean"));
    // A table has keys of its own, and an empty list says nothing.
    values.retain(|value| Some(value) != now && !value.is_object() && *value != json!([]));
    let mut seen = BTreeSet::new();
    values.retain(|value| seen.insert(value.to_string()));
    values
}

/// Whether two values at least are taken, and none changes anything: one of them may be the default.
fn is_silent(project: &Project, before: &Outcome, at: &str, key: &str, values: &[Value]) -> bool {
    let mut taken = usize::from(project.document.pointer(at).is_some_and(|table| table.get(key).is_some()));
    for value in values {
        let mut document = project.document.clone();
        let Some(table) = document.pointer_mut(at).and_then(Value::as_object_mut) else { return false };
        table.insert(key.to_owned(), value.clone());
        let after = outcome(project, &document);
        if after.1.is_some() && after != *before {
            return false;
        }
        taken += usize::from(after.1.is_some());
    }
    taken > 1
}

/// The keys of a project that nothing comes of, as `name: pointer/key`.
fn silent(schema: &Value, pool: &Pool, project: &Project) -> Vec<String> {
    let before = outcome(project, &project.document);
    assert!(before.1.is_some(), "{}: {:?}", project.name, before.0);
    let mut found = Vec::new();
    tables(schema, &project.document, "", &mut found);
    let keys = found.iter().flat_map(|(at, schema)| {
        let properties = schema["properties"].as_object().into_iter().flat_map(Map::iter);
        properties.map(move |(key, property)| (at, key, property))
    });
    let keys = keys.filter(|(_, key, property)| property.get("not").is_none() && key.as_str() != "kura");
    let silent = keys.filter(|(at, key, property)| {
        let now = project.document.pointer(at).and_then(|table| table.get(key.as_str()));
        let pooled = pool.get(&identity(key, property)).map_or(&[][..], Vec::as_slice);
        is_silent(project, &before, at, key, &others(property, now, pooled))
    });
    silent.map(|(at, key, _)| format!("{}: {at}/{key}", project.name)).collect()
}

fn projects() -> Vec<Project> {
    let of_example = |(folder, document): (PathBuf, Value)| Project {
        name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        folder,
        document,
    };
    documents().into_iter().map(of_example).collect()
}

fn bare() -> impl Iterator<Item = Project> {
    let empty = std::env::temp_dir().join("kura-effect-without-files");
    BARE.iter().map(move |(name, text)| Project {
        name: (*name).to_owned(),
        folder: empty.clone(),
        document: parsed(text),
    })
}

/// Whether a place is one that is listed.
fn is_listed(place: &str) -> bool {
    let pointer = place.split_once(": ").unwrap().1;
    let rows = SILENT.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split_once('\t').unwrap().0).any(|listed| {
        let steps = || listed.split('/').zip(pointer.split('/'));
        let is_as_long = listed.split('/').count() == pointer.split('/').count();
        is_as_long && steps().all(|(listed, step)| listed == "*" || listed == step)
    })
}

fn assert_effects(projects: &[Project]) {
    let schema = kura::read::schema();
    let pool = pool(&schema, &self::projects());
    let all = projects.iter().flat_map(|project| silent(&schema, &pool, project));
    let unexpected: Vec<_> = all.filter(|place| !is_listed(place)).collect();
    assert!(unexpected.is_empty(), "no value of these changes anything: {unexpected:#?}");
}

#[test]
fn every_key_has_an_effect_in_bare_projects() {
    assert_effects(&bare().collect::<Vec<_>>());
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimized: cargo test --release effect")]
fn every_key_has_an_effect_in_the_examples() {
    assert_effects(&projects());
}
