//! The regions of AWS and their zones.
//!
//! Source: <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html>

use super::rows;

const TABLE: &str = include_str!("../../schema/aws/availability_zones.tsv");

/// The day the table was right.
pub fn as_of() -> &'static str {
    super::as_of(TABLE)
}

/// All regions that the table knows.
pub fn regions() -> impl Iterator<Item = &'static str> {
    rows(TABLE).map(|(region, _)| region)
}

/// The zones of a region; `None` if the table does not know it.
pub fn zones(region: &str) -> Option<impl Iterator<Item = &'static str> + Clone> {
    let (_, zones) = rows(TABLE).find(|(name, _)| *name == region)?;
    Some(zones.split(' '))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, regions, zones};

    #[test]
    fn every_line_is_a_region_with_zones_of_its_own() {
        crate::tables::tests::is_whole(TABLE);
        for region in regions() {
            let mut zones = zones(region).unwrap().peekable();
            assert!(zones.peek().is_some());
            assert!(zones.all(|zone| zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1)));
        }
    }
}
