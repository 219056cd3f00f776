//! The Helm charts that kura pins.

use super::rows;

const TABLE: &str = include_str!("../../schema/charts.tsv");

/// A chart, where it is and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedChart {
    /// Address of its repository.
    pub repository: &'static str,
    /// Its name there.
    pub chart: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Namespace of its release.
    pub namespace: &'static str,
}

/// The names of all pinned charts.
pub fn names() -> impl Iterator<Item = &'static str> {
    rows(TABLE).map(|(name, _)| name)
}

/// The chart of that name.
pub fn chart(name: &str) -> Option<PinnedChart> {
    let (_, rest) = rows(TABLE).find(|(known, _)| *known == name)?;
    let mut fields = rest.split('\t');
    Some(PinnedChart {
        repository: fields.next()?,
        chart: fields.next()?,
        version: fields.next()?,
        namespace: fields.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, chart, names};

    #[test]
    fn every_line_is_a_chart() {
        crate::tables::tests::is_whole(TABLE);
        for name in names() {
            assert!(chart(name).unwrap().repository.starts_with("https://"), "{name}");
        }
    }
}
