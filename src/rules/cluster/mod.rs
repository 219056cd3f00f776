//! Rules about the EKS cluster.

mod chart_without_repository;
mod cluster_without_admins;
mod cluster_without_network;
mod cluster_without_nodes;
mod control_plane_in_one_zone;
mod eks_version_ending_soon;
mod eks_version_in_extended_support;
mod eks_version_out_of_support;
mod every_node_tainted;
mod image_of_other_architecture;
mod invalid_node_group_size;
mod machine_image_of_other_architecture;
mod mixed_architectures;
mod needed_addon_off;
mod node_group_without_subnet;
mod open_public_endpoint;
mod pod_larger_than_nodes;
mod pods_wait_for_nodes;
mod private_range_at_public_endpoint;
mod public_nodes;
mod reserved_node_label;
mod too_many_pods;
mod unknown_eks_version;
mod unknown_instance_type;

use super::rule::Rule;
use crate::value::Date;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    chart_without_repository::RULE,
    cluster_without_admins::RULE,
    cluster_without_network::RULE,
    cluster_without_nodes::RULE,
    control_plane_in_one_zone::RULE,
    eks_version_ending_soon::RULE,
    eks_version_in_extended_support::RULE,
    eks_version_out_of_support::RULE,
    every_node_tainted::RULE,
    image_of_other_architecture::RULE,
    invalid_node_group_size::RULE,
    machine_image_of_other_architecture::RULE,
    mixed_architectures::RULE,
    needed_addon_off::RULE,
    node_group_without_subnet::RULE,
    open_public_endpoint::RULE,
    pod_larger_than_nodes::RULE,
    pods_wait_for_nodes::RULE,
    private_range_at_public_endpoint::RULE,
    public_nodes::RULE,
    reserved_node_label::RULE,
    too_many_pods::RULE,
    unknown_eks_version::RULE,
    unknown_instance_type::RULE,
];

/// A number of days, in words.
fn days(from: Date, to: Date) -> String {
    match from.days_until(to) {
        1 => "1 day".to_owned(),
        number => format!("{number} days"),
    }
}
