//! What the build context of an image holds.

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use crate::repository::Repository;
use crate::value::{FromText, ProjectPath};

/// The folder that is sent to `docker build`; every path here is relative to it.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub repository: &'a dyn Repository,
    pub folder: &'a ProjectPath,
}

impl Context<'_> {
    /// A path of the context as one of the project; `None` if it leads out of the context.
    pub(super) fn path(&self, path: &str) -> Option<ProjectPath> {
        ProjectPath::from_text(path).ok().map(|path| self.folder.join(&path))
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.path(file).is_some_and(|path| self.repository.is_file(&path))
    }

    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.path(folder).is_some_and(|path| self.repository.is_folder(&path))
    }

    /// The text of a file; empty if it cannot be read.
    pub(super) fn read(&self, file: &str) -> String {
        self.path(file).and_then(|path| self.repository.read(&path)).unwrap_or_default()
    }

    /// The names in a folder of the context, sorted.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        self.path(folder).map(|path| self.repository.names(&path)).unwrap_or_default()
    }

    /// The first of several files that is there.
    pub(super) fn first<'f>(&self, files: &[&'f str]) -> Option<&'f str> {
        files.iter().copied().find(|file| self.has(file))
    }

    /// A file of the context as messages name it.
    pub(super) fn named(&self, file: &str) -> ProjectPath {
        self.folder.file(file)
    }
}

/// A JSON file of the context; `null` if it is none.
pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A TOML file of the context, as the same kind of tree; `null` if it is none.
pub(super) fn toml(text: &str) -> Value {
    DeTable::parse(text).map(|table| of_table(table.get_ref())).unwrap_or_default()
}

fn of_table(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), of_value(value.get_ref()))).collect()
}

fn of_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Array(items) => items.iter().map(|item| of_value(item.get_ref())).collect(),
        DeValue::Table(table) => of_table(table),
        // Nothing that is asked for is a number or a date.
        _ => Value::Null,
    }
}

/// The text at a JSON pointer.
pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    value.pointer(pointer)?.as_str()
}

/// The keys of the object at a JSON pointer.
pub(super) fn keys<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v str> {
    value
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|object| object.keys().map(String::as_str))
}
