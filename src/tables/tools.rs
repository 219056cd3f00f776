//! Programs that a Jenkins host can have, and their versions.

use super::rows;

const TABLE: &str = include_str!("../../schema/jenkins/tools.tsv");

/// The names of all of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    rows(TABLE).map(|(name, _)| name)
}

/// The version that kura installs, as its package or download is called.
pub fn version(name: &str) -> Option<&'static str> {
    rows(TABLE).find(|(known, _)| *known == name).map(|(_, version)| version)
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_whole() {
        crate::tables::tests::is_whole(TABLE);
    }
}
