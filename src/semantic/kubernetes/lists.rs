//! Lists of named things become maps, lists without an order sets, and what the server writes goes.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::semantic::Tree;
use crate::semantic::tree::ORDER;

/// By which of its keys an item of a list is known.
const KEYS: &[(&str, &[&str])] = &[
    ("hostAliases", &["ip"]),
    ("items", &["key"]),
    ("metrics", &["type", "resource.name"]),
    ("paths", &["path"]),
    ("rules", &["host"]),
    ("topologySpreadConstraints", &["topologyKey"]),
    ("volumeClaimTemplates", &["metadata.name"]),
    ("volumeDevices", &["devicePath"]),
    ("volumeMounts", &["mountPath"]),
];

/// Lists of plain values whose order has no meaning.
const SETS: &[&str] = &[
    "accessModes",
    "add",
    "apiGroups",
    "availabilityZones",
    "drop",
    "externalIPs",
    "finalizers",
    "hosts",
    "ipFamilies",
    "loadBalancerSourceRanges",
    "mountOptions",
    "policyTypes",
    "resourceNames",
    "resources",
    "values",
    "verbs",
];

/// What only the server writes.
const OF_THE_SERVER: &[&str] =
    &["creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid"];

/// The annotation that `kubectl apply` leaves.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Names whose values are quantities.
const QUANTITIES: &[&str] = &["requests", "limits", "capacity", "hard"];

/// A document as a tree.
pub(super) fn tree(document: &Json) -> Tree {
    let Json::Object(entries) = document else { return Tree::of_json(document) };
    let mut entries = entries.clone();
    if entries.contains_key("apiVersion") {
        entries.remove("status");
    }
    if let Some(Json::Object(metadata)) = entries.get_mut("metadata") {
        metadata.retain(|key, _| !OF_THE_SERVER.contains(&key.as_str()));
        if let Some(Json::Object(annotations)) = metadata.get_mut("annotations") {
            annotations.remove(LAST_APPLIED);
        }
    }
    below("", &Json::Object(entries))
}

fn below(name: &str, json: &Json) -> Tree {
    match json {
        Json::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            let value = |(key, value): (&String, &Json)| {
                let tree = if QUANTITIES.contains(&name) { quantity(value) } else { below(key, value) };
                (key.clone(), tree)
            };
            entries.map(value).collect()
        }
        Json::Array(items) => list(name, items),
        _ => Tree::of_json(json),
    }
}

fn list(name: &str, items: &[Json]) -> Tree {
    if items.is_empty() {
        return Tree::List(Vec::new());
    }
    if items.iter().all(Json::is_object) {
        let Some(keys) = keys(name, items) else {
            return Tree::Bag(items.iter().map(|item| below("", item)).collect());
        };
        let tree = |item| if name == "env" { variable(item) } else { below("", item) };
        let mut entries: BTreeMap<_, _> =
            keys.iter().map(|key| format!("[{key}]")).zip(items.iter().map(tree)).collect();
        if name == "initContainers" {
            entries.insert(ORDER.to_owned(), Tree::List(keys.into_iter().map(Tree::Text).collect()));
        }
        return Tree::Map(entries);
    }
    let values: Vec<_> = items.iter().map(|item| below("", item)).collect();
    let text = |tree: &Tree| if let Tree::Text(text) = tree { Some(text.clone()) } else { None };
    match values.iter().map(text).collect::<Option<Vec<_>>>() {
        Some(texts) if SETS.contains(&name) => Tree::set(texts),
        _ => Tree::List(values),
    }
}

/// A variable with a value is that value.
fn variable(item: &Json) -> Tree {
    match item.as_object() {
        Some(entries) if !entries.contains_key("valueFrom") => {
            entries.get("value").map_or_else(|| Tree::text(""), |value| below("", value))
        }
        _ => below("", item),
    }
}

/// The keys of all items, if each has one of its own.
fn keys(name: &str, items: &[Json]) -> Option<Vec<String>> {
    let of = |item: &Json| {
        let item = item.as_object()?;
        match KEYS.iter().find(|(list, _)| *list == name) {
            Some((_, keys)) => {
                Some(keys.iter().map(|key| at(item, key)).collect::<Vec<_>>().join(" ").trim().to_owned())
            }
            None if name == "ports" => port(item),
            None => item.get("name").and_then(Json::as_str).map(str::to_owned),
        }
    };
    let keys: Vec<String> = items.iter().map(of).collect::<Option<_>>()?;
    let mut unique = keys.clone();
    unique.sort();
    unique.dedup();
    (unique.len() == keys.len()).then_some(keys)
}

/// A port is known by its number, and by its protocol if that is not TCP.
fn port(item: &Map<String, Json>) -> Option<String> {
    let number = plain(item.get("containerPort").or_else(|| item.get("port"))?);
    let protocol = item.get("protocol").and_then(Json::as_str).filter(|protocol| *protocol != "TCP");
    Some(protocol.map_or_else(|| number.clone(), |protocol| format!("{number}/{protocol}")))
}

fn at(item: &Map<String, Json>, path: &str) -> String {
    let pointer = format!("/{}", path.replace('.', "/"));
    Json::Object(item.clone()).pointer(&pointer).map(plain).unwrap_or_default()
}

fn plain(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

/// Units of quantities and their factors, those of one amount from the largest on.
const UNITS: &[(&str, u128)] = &[
    ("Ei", 1 << 60),
    ("Pi", 1 << 50),
    ("Ti", 1 << 40),
    ("Gi", 1 << 30),
    ("Mi", 1 << 20),
    ("Ki", 1 << 10),
    ("E", 1_000_000_000_000_000_000),
    ("P", 1_000_000_000_000_000),
    ("T", 1_000_000_000_000),
    ("G", 1_000_000_000),
    ("M", 1_000_000),
    ("k", 1000),
    ("", 1),
];

/// `1000m` is `1`, and `1024Mi` is `1Gi`: the amount in the first unit that divides it.
fn quantity(json: &Json) -> Tree {
    let text = plain(json);
    let Some(amount) = amount(&text) else { return Tree::Text(text) };
    let unit = UNITS.iter().find(|(_, factor)| amount.is_multiple_of(1000 * factor));
    Tree::Text(match unit {
        Some((unit, factor)) if amount > 0 => format!("{}{unit}", amount / 1000 / factor),
        Some(_) => "0".to_owned(),
        None => format!("{amount}m"),
    })
}

/// A quantity in thousandths.
fn amount(text: &str) -> Option<u128> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(split)?;
    let number = thousandths(number)?;
    if unit == "m" {
        return number.is_multiple_of(1000).then_some(number / 1000);
    }
    UNITS.iter().find(|(known, _)| *known == unit).map(|(_, factor)| number * factor)
}

fn thousandths(number: &str) -> Option<u128> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let whole: u128 =
        if whole.is_empty() { 0 } else { whole.parse().ok().filter(|whole| *whole < 1 << 50)? };
    Some(whole * 1000 + part.parse::<u128>().ok()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Tree, quantity};

    #[test]
    fn quantities_are_compared_by_their_amount() {
        for (text, same) in [
            ("1000m", "1"),
            ("0.5", "500m"),
            ("1024Mi", "1Gi"),
            ("1.5Gi", "1536Mi"),
            ("1000k", "1M"),
            ("250m", "250m"),
        ] {
            assert_eq!(quantity(&json!(text)), quantity(&json!(same)), "{text} {same}");
        }
        assert_eq!(quantity(&json!(2)), Tree::text("2"));
        assert_ne!(quantity(&json!("1Gi")), quantity(&json!("1G")));
        assert_ne!(quantity(&json!("100m")), quantity(&json!("100M")));
        assert_eq!(quantity(&json!("a lot")), Tree::text("a lot"));
    }
}
