//! Rules about the VPC and its subnets.

pub(super) mod invalid_cidr_block_size;
pub(super) mod overlapping_subnets;
pub(super) mod subnet_outside_vpc;
pub(super) mod zone_outside_region;
