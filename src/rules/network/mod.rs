//! Rules about the VPC and its subnets, their regions and zones, and the state of it all.

mod ambiguous_subnet;
mod docker_bridge_overlap;
mod invalid_cidr_block_size;
mod local_state;
mod lock_file_unknown;
mod nat_gateway_without_public_subnet;
mod network_in_one_zone;
mod overlapping_subnets;
mod private_subnet_without_way_out;
mod public_vpc_range;
mod single_nat_gateway;
mod subnet_outside_vpc;
mod subnet_too_small_for_load_balancer;
mod subnet_too_small_for_nodes;
mod terraform_without_network;
mod too_many_elastic_ips;
mod unknown_region;
mod unknown_zone;
mod zone_outside_region;
mod zone_without_eks;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    ambiguous_subnet::RULE,
    docker_bridge_overlap::RULE,
    invalid_cidr_block_size::RULE,
    local_state::RULE,
    lock_file_unknown::RULE,
    nat_gateway_without_public_subnet::RULE,
    network_in_one_zone::RULE,
    overlapping_subnets::RULE,
    private_subnet_without_way_out::RULE,
    public_vpc_range::RULE,
    single_nat_gateway::RULE,
    subnet_outside_vpc::RULE,
    subnet_too_small_for_load_balancer::RULE,
    subnet_too_small_for_nodes::RULE,
    terraform_without_network::RULE,
    too_many_elastic_ips::RULE,
    unknown_region::RULE,
    unknown_zone::RULE,
    zone_outside_region::RULE,
    zone_without_eks::RULE,
];
