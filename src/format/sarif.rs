//! `--format sarif`, version 2.1.0.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>; what GitHub makes of it:
//! <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{Findings, Place};
use crate::diagnostic::{Positions, ShownFinding};
use crate::rules::{Rule, rules};
use crate::secret::Shown;
use crate::span::Span;

/// All findings as one run of kura.
pub fn sarif(all: &[Findings]) -> Json {
    let rules = rules();
    let results: Vec<_> = all.iter().flat_map(|findings| project(findings, &rules)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kura",
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Json>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn described(rule: &Rule) -> Json {
    let help = crate::rules::explain(rule);
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

fn project(findings: &Findings, rules: &[&Rule]) -> Vec<Json> {
    let positions = findings.positions();
    let path = uri(findings.source.path.as_str());
    let at = |span| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": path },
            "region": region(&positions, span),
        } })
    };
    let change = |found: &ShownFinding| {
        let (span, replacement) = found.fix.as_ref()?;
        let replacement = json!({
            "deletedRegion": region(&positions, *span),
            "insertedContent": { "text": replacement },
        });
        Some(json!([{
            "description": { "text": found.help.as_ref().map_or("replace it", Shown::as_str) },
            "artifactChanges": [{ "artifactLocation": { "uri": path }, "replacements": [replacement] }],
        }]))
    };
    findings.shown().map(|found| result(&found, rules, &at, change(&found))).collect()
}

fn result(found: &ShownFinding, rules: &[&Rule], at: &dyn Fn(Span) -> Json, fixes: Option<Json>) -> Json {
    let help = found.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    let mut result = json!({
        "ruleId": found.rule,
        "level": found.severity.word(),
        "message": { "text": format!("{}{help}", found.message) },
        "locations": [said(at(found.span), found.label.as_ref())],
    });
    let mut set = |key: &str, value: Json| {
        if let Some(object) = result.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    };
    if let Some(index) = rules.iter().position(|rule| rule.name == found.rule) {
        set("ruleIndex", json!(index));
    }
    if !found.related.is_empty() {
        let related = found.related.iter().map(|(span, label)| said(at(*span), Some(label)));
        set("relatedLocations", related.collect());
    }
    if let Some(fixes) = fixes {
        set("fixes", fixes);
    }
    result
}

/// A place, with what is to be seen there.
fn said(mut location: Json, what: Option<&Shown>) -> Json {
    if let (Some(object), Some(what)) = (location.as_object_mut(), what) {
        object.insert("message".to_owned(), json!({ "text": what }));
    }
    location
}

fn region(positions: &Positions<'_>, span: Span) -> Json {
    let Place { start, end } = Place::new(positions, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a reference of RFC 3986; one from the root says so.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    path.bytes().fold(scheme.to_owned(), |mut uri, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a String cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("../my shop/kura.toml"), "../my%20shop/kura.toml");
        assert_eq!(uri("/a:b/ä.toml"), "file:///a%3Ab/%C3%A4.toml");
    }
}
