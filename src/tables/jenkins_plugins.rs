//! The plugins of the controller, and their versions.
//!
//! Source: <https://github.com/jenkinsci/bom>

use super::table::Table;

static TABLE: Table<&'static str> = Table::new(include_str!("../../schema/jenkins/plugins.tsv"), Some);

/// Each plugin and its version, sorted by name.
pub fn plugins() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.rows()
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_whole() {
        TABLE.assert_whole();
    }
}
