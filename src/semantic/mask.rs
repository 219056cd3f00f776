//! Values that look like secrets are shown as stars.

use serde_json::Value as Json;

use crate::secret::{is_secret, masked as line_masked};
use crate::semantic::Tree;

/// What stands in the place of a secret.
const STARS: &str = "********";

/// A value as it may be shown, by what it says and by what it or its object is called.
pub(super) fn value(object: &str, kinds: &[&str], names: &[String], tree: &Tree) -> Json {
    let first = names.first().map_or("", String::as_str);
    let is_hidden = kinds.contains(&"Secret") && matches!(first, "data" | "stringData")
        || kinds.contains(&"aws_ssm_parameter") && first == "value";
    if is_hidden {
        return hidden(tree.to_json());
    }
    let called = names.iter().rev().map(|name| name.trim_matches(['[', ']']));
    // The value of an entry `[DB_PASSWORD]` of `env` is called `value` itself.
    let mut called = called.filter(|name| !matches!(*name, "value" | "default" | ""));
    masked(called.next().unwrap_or(object), tree.to_json())
}

fn masked(name: &str, json: Json) -> Json {
    match json {
        Json::String(text) if is_secret(name, &text) && !is_reference(&text) => Json::from(STARS),
        Json::String(text) => Json::String(line_masked(&text)),
        Json::Array(items) => list(name, items),
        Json::Object(entries) => {
            let named = entries.get("name").and_then(Json::as_str).map(str::to_owned);
            let entries = entries.into_iter().map(|(key, value)| {
                let called = match (key.as_str(), &named) {
                    ("value", Some(name)) => name.clone(),
                    ("value", None) => name.to_owned(),
                    _ => key.trim_matches(['[', ']']).to_owned(),
                };
                (key, masked(&called, value))
            });
            Json::Object(entries.collect())
        }
        other => other,
    }
}

/// A list, in which a value may stand behind its option.
fn list(name: &str, items: Vec<Json>) -> Json {
    let mut is_next = false;
    let item = |item: Json| {
        let option = item.as_str().and_then(|text| text.strip_prefix('-')).map(str::to_owned);
        let hidden = is_next && option.is_none() && item.is_string();
        is_next = option.is_some_and(|option| is_secret(option.trim_start_matches('-'), "x"));
        if hidden { Json::from(STARS) } else { masked(name, item) }
    };
    items.into_iter().map(item).collect()
}

/// A value that only says where the secret comes from.
fn is_reference(text: &str) -> bool {
    ["var.", "data.", "local.", "module.", "random_password.", "aws_", "credentials("]
        .iter()
        .any(|prefix| text.starts_with(prefix))
}

fn hidden(json: Json) -> Json {
    match json {
        Json::Object(entries) => {
            Json::Object(entries.into_iter().map(|(key, value)| (key, hidden(value))).collect())
        }
        _ => Json::from(STARS),
    }
}
