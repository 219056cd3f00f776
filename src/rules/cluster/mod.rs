//! Rules about the EKS cluster.

mod chart_without_repository;
mod cluster_without_network;
mod eks_version_ending_soon;
mod eks_version_in_extended_support;
mod eks_version_out_of_support;
mod unknown_eks_version;

use super::rule::Rule;
use crate::value::Date;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    chart_without_repository::RULE,
    cluster_without_network::RULE,
    eks_version_ending_soon::RULE,
    eks_version_in_extended_support::RULE,
    eks_version_out_of_support::RULE,
    unknown_eks_version::RULE,
];

/// A number of days, in words.
fn days(from: Date, to: Date) -> String {
    match from.days_until(to) {
        1 => "1 day".to_owned(),
        number => format!("{number} days"),
    }
}
