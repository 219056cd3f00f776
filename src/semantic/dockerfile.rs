//! A Dockerfile: its stages, and their instructions.

use std::collections::BTreeMap;

use super::object::{Area, Identity, Object};
use super::{Text, Tree, shell};
use crate::value::here_documents;

/// Instructions of which only the last counts, wherever it stands.
const LAST_COUNTS: &[&str] = &["CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL"];

/// The stages of a Dockerfile.
pub(super) fn objects(file: &Text<'_>) -> Vec<Object> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut before = Stage::default();
    for (keyword, rest) in instructions(file.text) {
        if keyword == "FROM" {
            stages.push(Stage::from(&rest, stages.len()));
        } else {
            stages.last_mut().unwrap_or(&mut before).add(&keyword, &rest);
        }
    }
    if let Some(last) = stages.last_mut().filter(|stage| !stage.is_named) {
        // What is built is the last stage, however many come before it.
        "final".clone_into(&mut last.name);
    }
    if let Some(last) = stages.last_mut() {
        // What stands before all stages counts for the image.
        last.entries.insert("before the stages".to_owned(), Tree::Lines(before.instructions));
        last.entries.extend(syntax(file.text).map(|syntax| ("syntax".to_owned(), Tree::text(syntax))));
    }
    stages.into_iter().map(|stage| stage.object(file)).collect()
}

#[derive(Default)]
struct Stage {
    name: String,
    is_named: bool,
    entries: BTreeMap<String, Tree>,
    labels: BTreeMap<String, Tree>,
    ports: Vec<String>,
    instructions: Vec<String>,
}

impl Stage {
    fn from(rest: &str, number: usize) -> Self {
        let words: Vec<_> = rest.split(' ').collect();
        let (base, name) = match words.as_slice() {
            [base @ .., keyword, name] if keyword.eq_ignore_ascii_case("as") => (base.join(" "), Some(*name)),
            _ => (rest.to_owned(), None),
        };
        let stage_name = name.map_or_else(|| number.to_string(), str::to_ascii_lowercase);
        let entries = [("FROM".to_owned(), Tree::Text(base))].into();
        Self { name: stage_name, is_named: name.is_some(), entries, ..Self::default() }
    }

    fn add(&mut self, keyword: &str, rest: &str) {
        match keyword {
            "LABEL" => {
                self.labels.extend(pairs(rest).into_iter().map(|(name, value)| (name, Tree::Text(value))));
            }
            "EXPOSE" => {
                self.ports.extend(rest.split(' ').map(|port| port.trim_end_matches("/tcp").to_owned()));
            }
            "ENV" => {
                let lines = pairs(rest).into_iter().map(|(name, value)| format!("ENV {name}={value}"));
                self.instructions.extend(lines);
            }
            _ if LAST_COUNTS.contains(&keyword) => {
                self.entries.insert(keyword.to_owned(), Tree::text(command(rest)));
            }
            _ => self.instructions.push(format!("{keyword} {}", command(rest))),
        }
    }

    fn object(self, file: &Text<'_>) -> Object {
        let mut entries = self.entries;
        entries.insert("instructions".to_owned(), Tree::Lines(self.instructions));
        entries.insert("LABEL".to_owned(), Tree::Map(self.labels));
        entries.insert("EXPOSE".to_owned(), Tree::set(self.ports));
        let identity = Identity {
            area: Area::Image,
            within: file.path.clone(),
            kind: "image stage".to_owned(),
            namespace: String::new(),
            name: self.name.clone(),
        };
        let title = format!("stage {} of {}", self.name, file.path);
        Object { identity, title, path: file.path.clone(), tree: Tree::Map(entries), stays: file.stays }
    }
}

/// Keywords in capitals, and what follows on one line; heredocs keep their lines.
fn instructions(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        let mut line = line.trim().to_owned();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        while line.ends_with('\\') {
            // Comments and empty lines within an instruction are none of it.
            let next = lines.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
            let Some(next) = next else { break };
            line.pop();
            line.extend([" ", next.trim()]);
        }
        let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        let mut rest = shell::spaced(rest);
        for end in heredocs(keyword, &rest) {
            let inner: Vec<_> =
                lines.by_ref().take_while(|line| line.trim() != end).map(str::trim_end).collect();
            let inner = inner.join("\n");
            let is_script = keyword.eq_ignore_ascii_case("RUN");
            rest = format!("{rest}\n{}", if is_script { shell::lines(&inner).join("\n") } else { inner });
        }
        found.push((keyword.to_ascii_uppercase(), rest));
    }
    found
}

/// The words that end the heredocs of an instruction.
fn heredocs(keyword: &str, rest: &str) -> Vec<String> {
    let takes = ["RUN", "COPY", "ADD"].iter().any(|known| known.eq_ignore_ascii_case(keyword));
    if takes { here_documents(rest) } else { Vec::new() }
}

/// `["a","b"]` as `["a", "b"]`.
fn command(rest: &str) -> String {
    let (flags, list) = match rest.find('[') {
        Some(at) => (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default()),
        None => return rest.to_owned(),
    };
    match serde_json::from_str::<Vec<String>>(list) {
        Ok(words) => {
            let words = words.into_iter().map(|word| serde_json::Value::from(word).to_string());
            format!("{flags}[{}]", words.collect::<Vec<_>>().join(", "))
        }
        Err(_) => rest.to_owned(),
    }
}

/// `a=1 b="2 3"`, or `a 1` in the old form.
fn pairs(rest: &str) -> Vec<(String, String)> {
    let mut words: Vec<String> = Vec::new();
    let (mut quote, mut word) = (None, String::new());
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match quote {
            _ if c == '\\' && quote != Some('\'') => word.extend(chars.next()),
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == ' ' => words.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    words.push(word);
    match words.as_slice() {
        [name, value @ ..] if !name.contains('=') => vec![(name.clone(), value.join(" "))],
        _ => words
            .iter()
            .filter_map(|word| word.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    }
}

fn syntax(text: &str) -> Option<String> {
    let directive = text.lines().next()?.trim().strip_prefix('#')?;
    let (name, value) = directive.split_once('=')?;
    (name.trim().eq_ignore_ascii_case("syntax")).then(|| value.trim().to_owned())
}
