//! `--format json`.

use serde_json::{Map, Value as Json, json};

use super::{Findings, Place};
use crate::diagnostic::{Positions, Severity, ShownFinding};
use crate::secret::Shown;
use crate::span::Span;

/// All findings as one object: `diagnostics`, and `summary` with their counts.
pub fn json(all: &[Findings]) -> Json {
    let diagnostics: Vec<_> = all.iter().flat_map(project).collect();
    let count = |severity| {
        let found = all.iter().flat_map(|findings| &findings.diagnostics);
        found.filter(|diagnostic| diagnostic.severity == severity).count()
    };
    json!({
        "diagnostics": diagnostics,
        "summary": { "errors": count(Severity::Error), "warnings": count(Severity::Warning) },
    })
}

fn project(findings: &Findings) -> Vec<Json> {
    let positions = findings.positions();
    let at = |span| place(&findings.source.path, &positions, span);
    findings.shown().map(|found| Json::Object(diagnostic(&found, &at))).collect()
}

fn diagnostic(found: &ShownFinding, at: &dyn Fn(Span) -> Map<String, Json>) -> Map<String, Json> {
    let mut object = Map::new();
    let mut set = |key: &str, value: Json| object.insert(key.to_owned(), value);
    set("rule", json!(found.rule));
    set("severity", json!(found.severity.word()));
    set("message", json!(found.message));
    for (key, value) in at(found.span) {
        set(&key, value);
    }
    set("label", json!(found.label));
    set("help", json!(found.help));
    let with = |(span, text): &(Span, Shown), key: &str| {
        let mut object = at(*span);
        object.insert(key.to_owned(), json!(text));
        Json::Object(object)
    };
    let related = found.related.iter().map(|related| with(related, "message"));
    set("related", related.collect());
    let fix = found.fix.as_ref().map(|fix| with(fix, "replacement"));
    set("fix", json!(fix));
    object
}

fn place(path: &Shown, positions: &Positions<'_>, span: Span) -> Map<String, Json> {
    let Place { start, end } = Place::new(positions, span);
    let numbers =
        [("line", start.line), ("column", start.column), ("end_line", end.line), ("end_column", end.column)];
    let numbers = numbers.into_iter().map(|(key, number)| (key.to_owned(), json!(number)));
    std::iter::once(("path".to_owned(), json!(path))).chain(numbers).collect()
}
