//! A Jenkinsfile: the pipeline, and its stages by name.

use std::collections::BTreeMap;

use super::groovy::{Statement, statements};
use super::object::{Area, Identity, Names, Object};
use super::tree::ORDER;
use super::{Text, Tree, shell};

/// The objects of a Jenkinsfile.
///
/// # Errors
///
/// Why it cannot be understood.
pub(super) fn objects(file: &Text<'_>) -> Result<Vec<Object>, String> {
    let script = statements(file.text)?;
    let mut found = Found::default();
    let mut entries = BTreeMap::new();
    let is_pipeline = |statement: &&Statement| statement.name == "pipeline" && statement.block.is_some();
    let declared = script.iter().find(is_pipeline).and_then(|pipeline| pipeline.block.as_ref());
    let outside = match declared {
        Some(block) => {
            entries = found.sections(block, "");
            script.iter().filter(|statement| !is_pipeline(statement)).cloned().collect()
        }
        None => found.scripted(&script),
    };
    entries.insert("script".to_owned(), Tree::Lines(lines(&outside)));
    let order = found.stages.iter().map(|(name, _)| Tree::text(name));
    entries.insert(ORDER.to_owned(), Tree::List(order.collect()));
    let mut objects = vec![object(file, "pipeline", "", Tree::Map(entries))];
    objects.extend(found.stages.into_iter().map(|(name, tree)| object(file, "stage", &name, tree)));
    Ok(objects)
}

fn object(file: &Text<'_>, kind: &str, name: &str, tree: Tree) -> Object {
    let identity = Identity {
        area: Area::Pipeline,
        within: file.path.clone(),
        kind: kind.to_owned(),
        namespace: String::new(),
        name: name.to_owned(),
    };
    let title = format!("{kind} {name}").trim_end().to_owned();
    Object { identity, title, path: file.path.clone(), tree, stays: file.stays }
}

/// The stages that were found, in order.
#[derive(Default)]
struct Found {
    stages: Vec<(String, Tree)>,
    /// How many there are of each name.
    names: Names,
}

impl Found {
    /// What a pipeline or a stage says beside its stages.
    fn sections(&mut self, block: &[Statement], stage: &str) -> BTreeMap<String, Tree> {
        let mut entries = BTreeMap::new();
        for statement in block {
            match (statement.name.as_str(), &statement.block) {
                ("stages" | "parallel", Some(inner)) => {
                    let parallel = if statement.name == "parallel" { stage } else { "" };
                    for inner in inner {
                        self.stage(inner, stage, parallel);
                    }
                }
                ("environment", Some(inner)) => {
                    entries.insert("environment".to_owned(), inner.iter().map(variable).collect());
                }
                ("post", Some(inner)) => {
                    let when = |statement: &Statement| {
                        (
                            statement.head.clone(),
                            Tree::Lines(lines(statement.block.as_deref().unwrap_or_default())),
                        )
                    };
                    entries.insert("post".to_owned(), inner.iter().map(when).collect());
                }
                (name @ ("options" | "parameters" | "triggers" | "tools"), Some(inner)) => {
                    entries.insert(name.to_owned(), Tree::set(lines(inner)));
                }
                (name, Some(inner)) => {
                    entries.insert(name.to_owned(), Tree::Lines(lines(inner)));
                }
                (name, None) => {
                    let value = statement.head.strip_prefix(name).unwrap_or(&statement.head).trim();
                    entries.insert(name.to_owned(), Tree::lines([value]));
                }
            }
        }
        entries
    }

    /// A pipeline that is a script, without its stages.
    fn scripted(&mut self, script: &[Statement]) -> Vec<Statement> {
        let mut rest = Vec::new();
        for statement in script {
            match &statement.block {
                Some(block) if statement.name == "stage" => {
                    let steps = [("steps".to_owned(), Tree::Lines(lines(block)))];
                    self.add(statement, |_, _| steps.into());
                }
                Some(block) => {
                    rest.push(Statement { block: Some(self.scripted(block)), ..statement.clone() });
                }
                None => rest.push(statement.clone()),
            }
        }
        rest
    }

    fn stage(&mut self, statement: &Statement, within: &str, parallel: &str) {
        let Some(block) = statement.block.as_ref().filter(|_| statement.name == "stage") else { return };
        self.add(statement, |found, name| {
            let mut entries = found.sections(block, name);
            if !within.is_empty() {
                let how = if parallel.is_empty() { "in" } else { "parallel in" };
                entries.insert(how.to_owned(), Tree::text(within));
            }
            entries
        });
    }

    /// Adds a stage before those in it, under a name that no other has.
    fn add(
        &mut self,
        statement: &Statement,
        entries: impl FnOnce(&mut Self, &str) -> BTreeMap<String, Tree>,
    ) {
        let written = statement.text.clone().unwrap_or_else(|| statement.head.clone());
        let name = self.names.give(&written);
        let place = self.stages.len();
        let entries = entries(self, &name);
        self.stages.insert(place, (name, Tree::Map(entries)));
    }
}

/// `NAME = 'value'`, by its name.
fn variable(statement: &Statement) -> (String, Tree) {
    let value = statement.head.split_once('=').map_or("", |(_, value)| value.trim());
    (statement.name.clone(), Tree::text(value))
}

/// Statements one below the other; of scripts for the shell the lines without comments.
fn lines(statements: &[Statement]) -> Vec<String> {
    let mut out = Vec::new();
    for statement in statements {
        let script = statement
            .text
            .as_ref()
            .filter(|_| ["sh", "bat", "powershell"].contains(&statement.name.as_str()));
        match (&statement.block, script) {
            (Some(inner), _) => {
                out.push(format!("{} {{", statement.head).trim_start().to_owned());
                out.extend(lines(inner));
                out.push("}".to_owned());
            }
            (None, Some(script)) => out.extend(script_lines(&statement.name, script)),
            (None, None) => out.push(statement.head.clone()),
        }
    }
    out
}

fn script_lines(name: &str, script: &str) -> Vec<String> {
    shell::lines(script.trim_start()).into_iter().map(|line| format!("{name}: {line}")).collect()
}
