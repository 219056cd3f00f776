//! Bundled tables of what changes without kura, each with its source and the day it was right.
//!
//! They stand in `schema/`: comments, a line of names, then rows whose fields are separated by tabs; the schemas of
//! Kubernetes are JSON.

pub mod availability_zones;
pub mod charts;
pub mod checkov;
pub mod consequences;
pub mod defaults;
pub mod eks_versions;
pub mod instance_types;
pub mod jenkins_plugins;
mod kubernetes_schemas;
pub mod load_balancer_controller;
pub mod public_images;
pub mod runtimes;
pub mod secret_forms;
pub mod tools;

pub use kubernetes_schemas::KubernetesSchemas;

/// The rows of a table: the first field, and the rest.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let named = |line: &&str| !line.starts_with('#');
    table.lines().filter(named).skip(1).filter_map(|line| line.split_once('\t'))
}

/// The day a table was right, as its comment says.
fn as_of(table: &'static str) -> &'static str {
    table.lines().find_map(|line| line.strip_prefix("# as_of: ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{as_of, rows};
    use crate::value::{Date, FromText};

    /// Its comments are three, its names one line, and the others are rows sorted by their first field.
    pub(super) fn is_whole(table: &'static str) {
        assert!(Date::from_text(as_of(table)).is_ok());
        assert!(table.lines().any(|line| line.starts_with("# source: ")));
        assert_eq!(rows(table).count(), table.lines().count() - 4);
        assert!(rows(table).is_sorted());
    }
}
