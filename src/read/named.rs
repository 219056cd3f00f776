//! Named things: tables whose keys the user chooses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::decode::{Decode, Field, Reader, Value};
use crate::span::{Span, Spanned};
use crate::value::one_line;

/// A table keyed by names of the user's, in the order of the file.
#[derive(Debug, Clone)]
pub struct Named<T> {
    entries: Vec<Entry<T>>,
    /// Place of each name among the entries.
    index: BTreeMap<String, usize>,
}

/// One named thing.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// The key, and where it stands.
    pub key: Spanned<String>,
    /// What the key names.
    pub value: T,
}

impl<T> Named<T> {
    /// A table with these entries, whose names differ.
    fn from_entries(entries: Vec<Entry<T>>) -> Self {
        let index =
            entries.iter().enumerate().map(|(place, entry)| (entry.key.value.clone(), place)).collect();
        Self { entries, index }
    }

    /// The thing of that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.index.get(name).and_then(|place| self.entries.get(*place)).map(|entry| &entry.value)
    }

    /// All names, which no other key of the table may have.
    pub fn taken(&self) -> BTreeSet<String> {
        self.names().map(str::to_owned).collect()
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.value.as_str())
    }

    /// The entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.entries.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self::from_entries(Vec::new())
    }
}

impl<T: Decode> Named<T> {
    /// Reads every entry, also after one that is wrong.
    ///
    /// Not [`Decode`], because an absent table of named things is an empty one.
    pub(super) fn entries(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(table) = value.get_ref().as_table() else {
            reader.wrong_type(value, "a table");
            return None;
        };
        let entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let key = Spanned::new(key.get_ref().to_string(), Span::from(key.span()));
                let named = reader.check(one_line(&key.value), key.span);
                T::decode(value, reader).filter(|_| named).map(|value| Entry { key, value })
            })
            .collect();
        entries.into_iter().collect::<Option<_>>().map(Self::from_entries)
    }

    /// The JSON Schema of such a table.
    pub(super) fn entries_schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
}

impl<T: Decode> Field for Named<T> {
    fn read(value: Option<&Value<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        value.map_or_else(|| Some(Self::default()), |value| Self::entries(value, reader))
    }

    fn schema() -> Json {
        Self::entries_schema()
    }

    fn place(&self) -> Option<Span> {
        self.iter().next().map(|entry| entry.key.span)
    }
}

/// [`Named`] where a value is expected: a required table, or an entry of another.
#[derive(Debug, Clone)]
pub struct Map<T>(pub Named<T>);

impl<T: Decode> Decode for Map<T> {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Named::entries(value, reader).map(Self)
    }

    fn schema() -> Json {
        Named::<T>::entries_schema()
    }
}
