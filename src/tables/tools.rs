//! Programs that a Jenkins host can have, and their versions.

use super::table::Table;

static TABLE: Table<&'static str> = Table::new(include_str!("../../schema/jenkins/tools.tsv"), Some);

/// The names of all of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.names()
}

/// The version that kura installs, as its package or download is called.
pub fn version(name: &str) -> Option<&'static str> {
    TABLE.get(name)
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_whole() {
        TABLE.assert_whole();
    }
}
