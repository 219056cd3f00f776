//! `[defaults.*]`: merged into the tables that inherit from them, before they are decoded.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::config::{Health, HealthProbe, Service, Volume};
use super::table::Table;

/// The tables that inherit, and where they stand.
const INHERITING: &[(&str, &[&str])] = &[
    ("services", &["services"]),
    ("jobs", &["jobs"]),
    ("images", &["images"]),
    ("node_groups", &["cluster", "node_groups"]),
    ("agents", &["jenkins", "agents"]),
];

/// Gives each entry the keys it inherits; a value keeps the place it was written at.
pub(super) fn defaults(document: &mut Spanned<DeValue<'_>>) {
    let DeValue::Table(root) = document.get_mut() else { return };
    let Some(defaults) = root.get("defaults").and_then(|value| value.get_ref().as_table()).cloned() else {
        return;
    };
    for (name, path) in INHERITING {
        let Some(base) = defaults.get(*name).and_then(|value| value.get_ref().as_table()) else { continue };
        let Some(entries) = table_at(root, path) else { continue };
        for (_, entry) in entries.iter_mut() {
            if let DeValue::Table(entry) = entry.get_mut() {
                merge(entry, base);
            }
        }
    }
}

fn table_at<'t, 'i>(root: &'t mut DeTable<'i>, path: &[&str]) -> Option<&'t mut DeTable<'i>> {
    let mut table = root;
    for name in path {
        match table.get_mut(*name)?.get_mut() {
            DeValue::Table(inner) => table = inner,
            _ => return None,
        }
    }
    Some(table)
}

/// Tables merge key by key; anything else of the entry's own wins.
fn merge<'i>(own: &mut DeTable<'i>, base: &DeTable<'i>) {
    for (key, inherited) in base {
        let name = key.get_ref().as_ref();
        if !own.contains_key(name) {
            if !excluded(own, name) {
                own.insert(key.clone(), inherited.clone());
            }
        } else if let Some(DeValue::Table(own)) = own.get_mut(name).map(Spanned::get_mut)
            && let DeValue::Table(base) = inherited.get_ref()
        {
            merge(own, base);
        }
    }
}

/// Whether the entry says the same thing in another way.
fn excluded(own: &DeTable<'_>, name: &str) -> bool {
    let groups = [Service::EXCLUSIVE, Health::EXCLUSIVE, HealthProbe::EXCLUSIVE, Volume::EXCLUSIVE];
    let mut groups = groups.iter().flat_map(|groups| groups.iter());
    groups.any(|group| group.contains(&name) && group.iter().any(|other| own.contains_key(*other)))
}
