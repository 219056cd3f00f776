//! What an object says, without how it was written.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// The name below which a map lists its own names, where their order has a meaning.
pub(super) const ORDER: &str = "order";

/// A value without formatting, comments, and order where that has no meaning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tree {
    /// One value; `80` and `"80"` are the same.
    Text(String),
    /// Values by name. The items of a list whose items have names are keyed `[name]`.
    Map(BTreeMap<String, Tree>),
    /// A list whose order has a meaning, such as a command.
    List(Vec<Tree>),
    /// Things without names, in no order, such as blocks of Terraform.
    Bag(Vec<Tree>),
    /// Lines or statements in order, which are compared one by one.
    Lines(Vec<String>),
}

impl Tree {
    /// One value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A text as its meaning: JSON within a text is compared as JSON, and several lines one by one.
    pub fn of_text(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.starts_with(['{', '['])
            && let Ok(json @ (Json::Object(_) | Json::Array(_))) = serde_json::from_str::<Json>(trimmed)
        {
            return Self::of_json(&json);
        }
        if trimmed.contains('\n') {
            return Self::lines(text.lines().map(str::trim_end));
        }
        Self::Text(text.trim_end_matches('\n').to_owned())
    }

    /// JSON, whose lists are in order and whose nulls are absent.
    pub fn of_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::text("null"),
            Json::Bool(value) => Self::Text(value.to_string()),
            Json::Number(number) => Self::Text(number.to_string()),
            Json::String(text) => Self::of_text(text),
            Json::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            Json::Object(entries) => {
                let entries = entries.iter().filter(|(_, value)| !value.is_null());
                Self::Map(entries.map(|(key, value)| (key.clone(), Self::of_json(value))).collect())
            }
        }
    }

    /// Lines in order.
    pub fn lines(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::Lines(lines.into_iter().map(Into::into).collect())
    }

    /// Values in no order, each once.
    pub fn set(values: impl IntoIterator<Item = String>) -> Self {
        Self::Map(values.into_iter().map(|value| (format!("[{value}]"), Self::Text(value))).collect())
    }

    /// The value below some names.
    pub fn at(&self, names: &[&str]) -> Option<&Self> {
        let Some((name, rest)) = names.split_first() else { return Some(self) };
        match self {
            Self::Map(entries) => entries.get(*name)?.at(rest),
            // Terraform writes single blocks and lists of blocks alike.
            Self::Bag(items) if items.len() == 1 => items.first()?.at(names),
            _ => None,
        }
    }

    /// The one value below some names.
    pub fn text_at(&self, names: &[&str]) -> Option<&str> {
        match self.at(names)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Sets a name of a map; in anything else nothing happens.
    pub fn set_at(&mut self, name: &str, value: Self) {
        if let Self::Map(entries) = self {
            entries.insert(name.to_owned(), value);
        }
    }

    /// Changes every single value.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Text(text) => change(text),
            Self::Map(entries) => entries.values_mut().for_each(|value| value.for_each_text(change)),
            Self::List(items) | Self::Bag(items) => {
                for item in items {
                    item.for_each_text(change);
                }
            }
            Self::Lines(lines) => lines.iter_mut().for_each(change),
        }
    }

    /// Whether an item of a list tells itself by which name it is known.
    fn tells(&self, key: &str) -> bool {
        if key == ORDER && matches!(self, Self::List(_)) {
            return true;
        }
        let Some(name) = key.strip_prefix('[').and_then(|key| key.strip_suffix(']')) else { return false };
        match self {
            Self::Text(text) => text == name,
            Self::Map(_) => true,
            _ => false,
        }
    }

    /// As JSON, to be shown; a set is a list again.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => Json::String(text.clone()),
            Self::Map(entries)
                if !entries.is_empty() && entries.iter().all(|(key, value)| value.tells(key)) =>
            {
                entries.values().map(Self::to_json).collect()
            }
            Self::Map(entries) => {
                let plain = |key: &str| key.trim_matches(['[', ']']).to_owned();
                Json::Object(entries.iter().map(|(key, value)| (plain(key), value.to_json())).collect())
            }
            Self::List(items) | Self::Bag(items) => items.iter().map(Self::to_json).collect(),
            Self::Lines(lines) => lines.iter().map(|line| Json::String(line.clone())).collect(),
        }
    }
}

impl FromIterator<(String, Tree)> for Tree {
    fn from_iter<T: IntoIterator<Item = (String, Tree)>>(entries: T) -> Self {
        Self::Map(entries.into_iter().collect())
    }
}
