//! What Kubernetes and Terraform take when nothing is written: `schema/defaults.tsv`.

use super::table::Table;

static TABLE: Table<(&'static str, &'static str)> =
    Table::new(include_str!("../../schema/defaults.tsv"), |rest| rest.split_once('\t'));

/// Whether a value is what is taken when nothing is written at that place.
///
/// `kinds` and `attribute` are as for consequences; a row matches the end of the attribute.
pub fn is_default(kinds: &[&str], attribute: &str, value: &str) -> bool {
    let is_end = |pattern: &str| {
        let mut attribute = attribute.rsplit('.');
        pattern.rsplit('.').all(|name| attribute.next() == Some(name))
    };
    let mut rows = kinds.iter().flat_map(|kind| TABLE.all(kind));
    rows.any(|(pattern, default)| default == value && is_end(pattern))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, is_default};

    #[test]
    fn every_line_is_a_kind_an_attribute_and_a_value() {
        TABLE.assert_whole();
    }

    #[test]
    fn a_row_matches_the_end_of_an_attribute() {
        let kinds = ["Service", "kubernetes"];
        assert!(is_default(&kinds, "spec.ports.protocol", "TCP"));
        assert!(!is_default(&kinds, "spec.ports.protocol", "UDP"));
        assert!(!is_default(&kinds, "spec.ports.type", "ClusterIP"));
    }
}
