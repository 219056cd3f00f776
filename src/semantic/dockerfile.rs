//! A Dockerfile: its stages, and their instructions.

use std::collections::BTreeMap;

use super::object::{Area, Identity, Names, Object};
use super::{Text, Tree, shell};
use crate::lang::dockerfile::{WrittenInstruction, read};

/// Instructions of which only the last counts, wherever it stands.
const LAST_COUNTS: &[&str] = &["CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL"];

/// The stages of a Dockerfile.
pub(super) fn objects(file: &Text<'_>) -> Vec<Object> {
    let mut stages: Vec<Stage> = Vec::new();
    let mut before = Stage::default();
    let mut names = Names::default();
    let written = read(file.text);
    for instruction in &written.instructions {
        let rest = arguments(instruction);
        if instruction.keyword == "FROM" {
            let mut stage = Stage::from(&rest, stages.len());
            stage.name = names.give(&stage.name);
            stages.push(stage);
        } else {
            stages.last_mut().unwrap_or(&mut before).add(&instruction.keyword, &rest);
        }
    }
    if let Some(last) = stages.last_mut().filter(|stage| !stage.is_named) {
        // What is built is the last stage, however many come before it.
        last.name = names.give("final");
    }
    if let Some(last) = stages.last_mut() {
        // What stands before all stages counts for the image.
        last.entries.insert("before the stages".to_owned(), Tree::Lines(before.instructions));
        last.entries.extend(written.syntax.map(|syntax| ("syntax".to_owned(), Tree::text(syntax))));
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

/// What follows the keyword: single spaces between words, and here-documents as they are, or as lines of a script.
fn arguments(instruction: &WrittenInstruction) -> String {
    let is_script = instruction.keyword == "RUN";
    let inner = |text: &String| if is_script { shell::lines(text).join("\n") } else { text.clone() };
    let documents = instruction.here_documents.iter().map(inner);
    std::iter::once(shell::spaced(&instruction.arguments)).chain(documents).collect::<Vec<_>>().join("\n")
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
