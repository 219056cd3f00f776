//! The plugins of the controller, and their versions.
//!
//! Source: <https://github.com/jenkinsci/bom>

use super::rows;

const TABLE: &str = include_str!("../../schema/jenkins/plugins.tsv");

/// Each plugin and its version, sorted by name.
pub fn plugins() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(TABLE)
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_whole() {
        crate::tables::tests::is_whole(TABLE);
    }
}
