//! The checks of checkov, and what each looks at.

use super::table::Table;

static TABLE: Table<&'static str> = Table::new(include_str!("../../schema/checkov.tsv"), Some);

/// The day the table was right.
pub fn as_of() -> &'static str {
    TABLE.as_of()
}

/// Whether there is a check of that id.
pub fn has(id: &str) -> bool {
    TABLE.get(id).is_some()
}

/// The kinds of things that a check looks at: types of Terraform's, kinds of Kubernetes', `*` for Dockerfiles.
pub fn kinds(id: &str) -> impl Iterator<Item = &'static str> {
    TABLE.get(id).into_iter().flat_map(|kinds| kinds.split(' '))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, kinds};

    #[test]
    fn every_line_is_a_check() {
        TABLE.assert_whole();
        assert!(TABLE.names().all(|id| id.starts_with("CKV")));
    }

    #[test]
    fn a_check_looks_at_kinds() {
        let looks_at = |id: &str, kind: &str| kinds(id).any(|known| known == kind);
        assert!(looks_at("CKV_AWS_39", "aws_eks_cluster") && !looks_at("CKV_AWS_39", "aws_vpc"));
        assert!(looks_at("CKV_K8S_43", "Deployment") && looks_at("CKV_DOCKER_3", "*"));
        assert_eq!(kinds("single-replica").count(), 0);
    }
}
