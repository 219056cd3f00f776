//! Rules as text: for `kura explain`, and for the page of the documentation.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::Rule;
use crate::diagnostic::Severity;

/// All about one rule, in Markdown.
pub fn explain(rule: &Rule) -> String {
    format!("# {}\n\n{}", rule.name, body(rule))
}

/// Rules, one a line.
pub fn list(rules: &[&Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    rules.iter().fold(String::new(), |mut text, rule| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:width$}  {:7}  {}", rule.name, rule.severity.word(), rule.summary);
        text
    })
}

/// Rules as JSON: an array of objects with `name`, `severity` and `summary`.
pub fn json(rules: &[&Rule]) -> Json {
    let object = |rule: &&Rule| json!({ "name": rule.name, "severity": rule.severity.word(), "summary": rule.summary });
    rules.iter().map(object).collect()
}

/// The page of the documentation, in Markdown.
pub fn page(rules: &[&Rule]) -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Made from the rules' own documentation by `kura explain --format markdown`; `kura explain RULE` shows one.\n\
         An example is a whole `kura.toml` but for `kura`, `[project]` and, where there is a network, `[terraform.backend]`.\n\
         The repository of the examples holds `api/requirements.txt`, `web/package.json`, `web/package-lock.json` and `hand-written/Dockerfile`.\n",
    );
    for rule in rules {
        // Writing to a String cannot fail.
        let _ = write!(page, "\n## {}\n\n{}", rule.name, body(rule));
    }
    page
}

fn body(rule: &Rule) -> String {
    let severity = match (rule.severity, rule.can_be_set()) {
        (Severity::Error, true) => "Error, unless `[checks]` says otherwise",
        (Severity::Error, false) => "Error",
        (Severity::Warning, _) => "Warning, unless `[checks]` says otherwise",
    };
    let docs = rule
        .docs
        .trim()
        .replace("```toml fail", "This fails:\n\n```toml")
        .replace("```toml pass", "This passes:\n\n```toml");
    format!("{severity}: {}.\n\n{docs}\n", rule.summary)
}
