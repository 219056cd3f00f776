//! What Kubernetes and Terraform take when nothing is written: `schema/defaults.tsv`.

use super::rows;

const TABLE: &str = include_str!("../../schema/defaults.tsv");

/// Whether a value is what is taken when nothing is written at that place.
///
/// `kinds` and `attribute` are as for consequences; a row matches the end of the attribute.
pub fn is_default(kinds: &[&str], attribute: &str, value: &str) -> bool {
    let attribute: Vec<_> = attribute.split('.').collect();
    entries().any(|(kind, pattern, default)| {
        kinds.contains(&kind)
            && default == value
            && attribute.ends_with(&pattern.split('.').collect::<Vec<_>>())
    })
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(TABLE).filter_map(|(kind, rest)| {
        let (attribute, default) = rest.split_once('\t')?;
        Some((kind, attribute, default))
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, entries, is_default};

    #[test]
    fn every_line_is_a_kind_an_attribute_and_a_value() {
        crate::tables::tests::is_whole(TABLE);
        assert_eq!(entries().count(), crate::tables::rows(TABLE).count());
    }

    #[test]
    fn a_row_matches_the_end_of_an_attribute() {
        let kinds = ["Service", "kubernetes"];
        assert!(is_default(&kinds, "spec.ports.protocol", "TCP"));
        assert!(!is_default(&kinds, "spec.ports.protocol", "UDP"));
        assert!(!is_default(&kinds, "spec.ports.type", "ClusterIP"));
    }
}
