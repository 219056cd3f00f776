//! The reference of the language as a page, made from the declarations of its keys.

use std::fmt::Write as _;

use serde_json::Value as Json;

/// The reference as Markdown: a section a table, a row a key.
pub fn reference() -> String {
    let mut page = String::from(
        "# Reference of kura.toml\n\n\
         Made from the declarations of the keys by `kura schema --format markdown`.\n\
         A key in *italics* is known, and not supported yet: writing it is an error.\n",
    );
    tables(&super::schema(), "", &mut page);
    page
}

/// The section of a table, and those of the tables below it.
fn tables(schema: &Json, path: &str, page: &mut String) {
    if let Some(keys) = schema.get("properties").and_then(Json::as_object) {
        // Writing to a String cannot fail.
        let _ = match path {
            "" => write!(page, "\n## The file\n\n"),
            path => write!(page, "\n## `{path}`\n\n"),
        };
        *page += "| key | type | meaning |\n|---|---|---|\n";
        for (key, value) in keys {
            let later = value.get("not").is_some();
            let name = if later { format!("*`{key}`*") } else { format!("`{key}`") };
            let meaning = value.get("description").and_then(Json::as_str).unwrap_or("");
            let meaning = meaning.trim_start_matches("Not supported yet. ").replace('|', "\\|");
            let _ = writeln!(
                page,
                "| {name} | {} | {meaning} |",
                if later { String::new() } else { kind(value) }
            );
        }
        for (key, value) in keys.iter().filter(|(key, _)| *key != "defaults") {
            tables(value, &join(path, key), page);
        }
    }
    if let Some(entry) = schema.get("additionalProperties").filter(|entry| entry.is_object()) {
        tables(entry, &join(path, "<name>"), page);
    }
    for alternative in schema.get("anyOf").and_then(Json::as_array).into_iter().flatten() {
        tables(alternative, path, page);
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The type of a value, in words.
fn kind(schema: &Json) -> String {
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return words
            .iter()
            .map(|word| format!("`{}`", word.as_str().unwrap_or("")))
            .collect::<Vec<_>>()
            .join(", ");
    }
    if let Some(constant) = schema.get("const") {
        return format!("`{constant}`");
    }
    if let Some(alternatives) = schema.get("anyOf").and_then(Json::as_array) {
        return alternatives.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match schema.get("type") {
        Some(Json::Array(names)) => {
            names.iter().map(|name| word(name, schema)).collect::<Vec<_>>().join(" or ")
        }
        Some(name) => word(name, schema),
        None => "any".to_owned(),
    }
}

fn word(name: &Json, schema: &Json) -> String {
    let below = |key: &str| schema.get(key).filter(|below| below.is_object()).map(kind);
    match name.as_str() {
        Some("string") => "text".to_owned(),
        Some("integer") => "int".to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("array") => format!("list of {}", below("items").unwrap_or_default()),
        _ => below("additionalProperties").map_or_else(|| "table".to_owned(), |of| format!("table of {of}")),
    }
}
