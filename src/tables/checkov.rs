//! The checks of checkov, and what each looks at.

use super::rows;

const TABLE: &str = include_str!("../../schema/checkov.tsv");

/// The ids of all checks.
pub fn ids() -> impl Iterator<Item = &'static str> {
    rows(TABLE).map(|(id, _)| id)
}

/// Whether a check looks at things of a kind: a type of Terraform's, a kind of Kubernetes', `*` for Dockerfiles.
pub fn looks_at(id: &str, kind: &str) -> bool {
    rows(TABLE).any(|(known, kinds)| known == id && kinds.split(' ').any(|known| known == kind))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, ids, looks_at};

    #[test]
    fn every_line_is_a_check() {
        crate::tables::tests::is_whole(TABLE);
        assert!(ids().all(|id| id.starts_with("CKV")));
    }

    #[test]
    fn a_check_looks_at_kinds() {
        assert!(looks_at("CKV_AWS_39", "aws_eks_cluster") && !looks_at("CKV_AWS_39", "aws_vpc"));
        assert!(looks_at("CKV_K8S_43", "Deployment") && looks_at("CKV_DOCKER_3", "*"));
    }
}
