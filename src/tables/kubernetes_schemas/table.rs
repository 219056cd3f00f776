//! The table, of which a definition is parsed when it is first looked up: an object needs a tenth of them.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

const TEXT: &str = include_str!("../../../schema/kubernetes.json");

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// What stands in the file.
#[derive(Debug, Default, Deserialize)]
struct Written {
    /// All kinds of a version, also those without a schema here, as `apiVersion/kind`.
    #[serde(borrow)]
    kinds: BTreeMap<&'static str, Vec<&'static str>>,
    /// The definitions in which a version differs from the one before; null for those that are gone.
    #[serde(borrow)]
    versions: BTreeMap<&'static str, BTreeMap<&'static str, &'static RawValue>>,
}

/// The table, by minor version.
#[derive(Debug)]
pub(super) struct Table {
    kinds: BTreeMap<u32, Vec<&'static str>>,
    definitions: BTreeMap<&'static str, BTreeMap<u32, Definition>>,
    oldest: u32,
}

#[derive(Debug)]
struct Definition {
    text: &'static str,
    schema: OnceLock<Value>,
}

impl Table {
    fn new() -> Self {
        let written: Written = serde_json::from_str(TEXT).unwrap_or_default();
        let kinds: BTreeMap<_, _> =
            written.kinds.into_iter().map(|(version, kinds)| (minor(version), kinds)).collect();
        let mut definitions: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for (version, changed) in written.versions {
            for (name, text) in changed {
                let definition = Definition { text: text.get(), schema: OnceLock::new() };
                definitions.entry(name).or_default().insert(minor(version), definition);
            }
        }
        let oldest = kinds.keys().next().copied().unwrap_or_default();
        Self { kinds, definitions, oldest }
    }

    /// All kinds of a version, as `apiVersion/kind`.
    pub(super) fn kinds(&self, minor: u32) -> &[&'static str] {
        let mut known = self.kinds.range(..=minor.max(self.oldest));
        known.next_back().map_or(&[], |(_, kinds)| kinds)
    }

    /// The names of all definitions, of whichever version.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.definitions.keys().copied()
    }

    /// What a name stands for in a version.
    pub(super) fn definition(&self, name: &str, minor: u32) -> Option<&Value> {
        let (_, newest) = self.definitions.get(name)?.range(..=minor.max(self.oldest)).next_back()?;
        let schema = newest.schema.get_or_init(|| serde_json::from_str(newest.text).unwrap_or_default());
        (!schema.is_null()).then_some(schema)
    }
}

/// The second number of a version.
pub(super) fn minor(version: &str) -> u32 {
    version.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(0)
}
