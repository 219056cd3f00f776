//! The regions of AWS and their zones.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html>

use super::table::Table;

static TABLE: Table<&'static str> = Table::new(include_str!("../../schema/aws/availability_zones.tsv"), Some);

/// The day the table was right.
pub fn as_of() -> &'static str {
    TABLE.as_of()
}

/// All regions that the table knows.
pub fn regions() -> impl Iterator<Item = &'static str> {
    TABLE.names()
}

/// The zones of a region; `None` if the table does not know it.
pub fn zones(region: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
    TABLE.get(region).map(|zones| zones.split(' '))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, regions, zones};

    #[test]
    fn every_line_is_a_region_with_zones_of_its_own() {
        TABLE.assert_whole();
        for region in regions() {
            let mut zones = zones(region).unwrap().peekable();
            assert!(zones.peek().is_some());
            assert!(zones.all(|zone| zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1)));
        }
    }
}
