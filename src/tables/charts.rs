//! The Helm charts that kura pins.

use super::table::Table;

static TABLE: Table<PinnedChart> = Table::new(include_str!("../../schema/charts.tsv"), row);

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
    TABLE.names()
}

/// The chart of that name.
pub fn chart(name: &str) -> Option<PinnedChart> {
    TABLE.get(name)
}

fn row(rest: &'static str) -> Option<PinnedChart> {
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
        TABLE.assert_whole();
        for name in names() {
            assert!(chart(name).unwrap().repository.starts_with("https://"), "{name}");
        }
    }
}
