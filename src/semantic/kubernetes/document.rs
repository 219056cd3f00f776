//! The documents of a YAML file, which a person may have written.

use serde_json::Value as Json;

/// All documents of a file; the items of a `List` each for themselves.
pub(super) fn documents(text: &str) -> Result<Vec<Json>, String> {
    if let Some(template) =
        ["{{", "{%"].into_iter().find(|mark| text.contains(mark) && is_template(text, mark))
    {
        return Err(format!("a template: `{template}` is no YAML"));
    }
    // As many as the text itself can hold; what aliases make of it stays limited.
    let most = text.len().max(1 << 20);
    let budget = serde_saphyr::budget! {
        max_documents: most,
        max_nodes: most,
        max_events: 2 * most,
        max_total_scalar_bytes: 64 * most,
    };
    let options = serde_saphyr::options! { legacy_octal_numbers: true, budget: budget };
    let documents: Vec<Json> =
        serde_saphyr::from_multiple_with_options(text, options).map_err(|error| why(&error.to_string()))?;
    let documents = documents.into_iter().filter(|document| !document.is_null());
    Ok(documents.flat_map(items).collect())
}

/// The first line of an error, without the advice to a programmer.
fn why(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    line.split(", set ").next().unwrap_or(line).to_owned()
}

/// Whether a mark of a template stands where YAML would take it for something else.
fn is_template(text: &str, mark: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with(mark) || line.contains(&format!(": {mark}"))
    })
}

fn items(document: Json) -> Vec<Json> {
    let is_list = document.get("kind").and_then(Json::as_str) == Some("List");
    match document.get("items") {
        Some(Json::Array(items)) if is_list => items.clone(),
        _ => vec![document],
    }
}
