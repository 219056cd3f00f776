//! What tables inherit, from `[defaults.*]` or from the table around them: merged before they are decoded.

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::config::{Agent, Image, Job, NodeGroup, Pipeline, Service};
use super::table::{Key, Table};

/// A table that inherits: its name in `[defaults]`, where its entries stand, and what they look like.
type Inheriting = (&'static str, &'static [&'static str], Declared);

/// Every table that inherits; the schema and the merge both go by it.
pub(super) const INHERITING: &[Inheriting] = &[
    ("services", &["services"], Declared::of::<Service>()),
    ("jobs", &["jobs"], Declared::of::<Job>()),
    ("images", &["images"], Declared::of::<Image>()),
    ("node_groups", &["cluster", "node_groups"], Declared::of::<NodeGroup>()),
    ("agents", &["jenkins", "agents"], Declared::of::<Agent>()),
];

/// The keys of an entry, as declared.
pub(super) struct Declared {
    keys: &'static [Key],
    exclusive: &'static [&'static [&'static str]],
}

impl Declared {
    const fn of<T: Table>() -> Self {
        Self { keys: T::KEYS, exclusive: T::EXCLUSIVE }
    }

    /// Gives an entry the keys that it inherits.
    fn inherit<'i>(&self, own: &mut DeTable<'i>, base: &DeTable<'i>) {
        for (key, inherited) in base {
            let name = key.get_ref().as_ref();
            if !own.contains_key(name) {
                if !self.excluded(own, name) {
                    own.insert(key.clone(), inherited.clone());
                }
            } else if let Some(DeValue::Table(own)) = own.get_mut(name).map(Spanned::get_mut)
                && let DeValue::Table(base) = inherited.get_ref()
                && let Some(key) = self.keys.iter().find(|key| key.name == name)
                // A schema is made only where two tables of one key meet.
                && let Some(table) = table_schema(&(key.schema)())
            {
                merge(own, base, table);
            }
        }
    }

    /// Whether the entry says the same thing in another way.
    fn excluded(&self, own: &DeTable<'_>, name: &str) -> bool {
        let groups = self.exclusive.iter().filter(|group| group.contains(&name));
        groups.copied().flatten().any(|other| own.contains_key(*other))
    }
}

/// Gives each entry the keys it inherits; a value keeps the place it was written at.
pub(super) fn defaults(document: &mut Spanned<DeValue<'_>>) {
    let DeValue::Table(root) = document.get_mut() else { return };
    let Some(defaults) = root.get("defaults").and_then(|value| value.get_ref().as_table()).cloned() else {
        return;
    };
    for (name, path, declared) in INHERITING {
        let Some(base) = defaults.get(*name).and_then(|value| value.get_ref().as_table()) else { continue };
        let Some(entries) = table_at(root, path) else { continue };
        for (_, entry) in entries.iter_mut() {
            if let DeValue::Table(entry) = entry.get_mut() {
                declared.inherit(entry, base);
            }
        }
    }
}

/// What each of several pipelines has of `[jenkins]`.
const OF_JENKINS: [&str; 5] = ["stages", "parameters", "environment", "triggers", "post"];

/// Gives each pipeline what `[jenkins]` says of all.
pub(super) fn pipelines(document: &mut Spanned<DeValue<'_>>) {
    let DeValue::Table(root) = document.get_mut() else { return };
    let Some(jenkins) = table_at(root, &["jenkins"]) else { return };
    if !jenkins.contains_key("pipelines") {
        return;
    }
    let shared = jenkins.iter().filter(|(key, _)| OF_JENKINS.contains(&key.get_ref().as_ref()));
    let base: DeTable<'_> = shared.map(|(key, value)| (key.clone(), value.clone())).collect();
    let Some(pipelines) = table_at(jenkins, &["pipelines"]) else { return };
    for (_, pipeline) in pipelines.iter_mut() {
        if let DeValue::Table(pipeline) = pipeline.get_mut() {
            Declared::of::<Pipeline>().inherit(pipeline, &base);
        }
    }
}

fn table_at<'t, 'i>(root: &'t mut DeTable<'i>, path: &[&str]) -> Option<&'t mut DeTable<'i>> {
    let mut table = root;
    for name in path {
        match table.get_mut(*name)?.get_mut() {
            DeValue::Table(inner) => table = inner,
            _ => return None,
        }
    }
    Some(table)
}

/// Tables merge key by key; anything else of the entry's own wins.
fn merge<'i>(own: &mut DeTable<'i>, base: &DeTable<'i>, schema: &Json) {
    for (key, inherited) in base {
        let name = key.get_ref().as_ref();
        if !own.contains_key(name) {
            if !excluded(own, name, schema) {
                own.insert(key.clone(), inherited.clone());
            }
        } else if let Some(below) = schema_below(schema, name)
            && let Some(DeValue::Table(own)) = own.get_mut(name).map(Spanned::get_mut)
            && let DeValue::Table(base) = inherited.get_ref()
        {
            merge(own, base, below);
        }
    }
}

/// What the table of a key looks like; `None` where the key holds a value, which is replaced as a whole.
fn table_schema(key: &Json) -> Option<&Json> {
    let is_table = |schema: &&Json| schema.get("type").is_some_and(|kind| kind == "object");
    match key.get("anyOf").and_then(Json::as_array) {
        Some(alternatives) => alternatives.iter().find(is_table),
        None => Some(key).filter(is_table),
    }
}

/// What the table of that name in another one looks like.
fn schema_below<'s>(schema: &'s Json, name: &str) -> Option<&'s Json> {
    if let Some(key) = schema.get("properties").and_then(|keys| keys.get(name)) {
        return table_schema(key);
    }
    let entry = schema.get("additionalProperties")?;
    // A switch is a table that may be left at `true`; an entry that may be another scalar, such as a variable, is a value.
    match entry.get("anyOf").and_then(Json::as_array).map(Vec::as_slice) {
        Some([plain, table]) => {
            Some(table).filter(|_| plain.get("type").is_some_and(|kind| kind == "boolean"))
        }
        _ => Some(entry).filter(|entry| entry.get("type").is_some_and(|kind| kind == "object")),
    }
}

/// Whether the entry says the same thing in another way.
fn excluded(own: &DeTable<'_>, name: &str, schema: &Json) -> bool {
    let pairs = schema.get("allOf").and_then(Json::as_array).into_iter().flatten();
    let pairs = pairs.filter_map(|pair| pair.pointer("/not/required").and_then(Json::as_array));
    let mut others =
        pairs.filter(|pair| pair.iter().any(|key| key == name)).flatten().filter_map(Json::as_str);
    others.any(|other| other != name && own.contains_key(other))
}
