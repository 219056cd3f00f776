//! `outputs.tf`: what the module tells those who build on it.

use super::address::{subnet_id, vpc};
use super::{header, rds, team};
use crate::lang::hcl::{Block, Body, Expression, object, reference};
use crate::model::{Model, Network, Subnet};
use crate::read::config::Tier;

/// IDs and addresses that others need: eksctl the subnets, an allow list the NAT gateways' addresses.
pub(super) fn body(model: &Model) -> Option<Body> {
    let blocks: Vec<_> = network_outputs(model.network.as_ref())
        .into_iter()
        .chain(model.databases.values().flat_map(rds::outputs))
        .chain(model.team.as_ref().map(team::first_passwords))
        .collect();
    (!blocks.is_empty()).then(|| header().blocks(blocks))
}

fn network_outputs(network: Option<&Network>) -> Vec<Block> {
    let Some(network) = network else { return Vec::new() };
    let ids = |tier| by_key(network.tier(tier), subnet_id);
    let address = |subnet: &Subnet| reference(&format!("aws_eip.{}.public_ip", subnet.key));
    let addresses = by_key(network.nat_gateway_subnets(), address);
    let maps = [
        ("public_subnet_ids", "IDs of the public subnets, by their name in kura.toml.", ids(Tier::Public)),
        ("private_subnet_ids", "IDs of the private subnets, by their name in kura.toml.", ids(Tier::Private)),
        ("intra_subnet_ids", "IDs of the intra subnets, by their name in kura.toml.", ids(Tier::Intra)),
        (
            "nat_gateway_public_ips",
            "Addresses that the private subnets are seen with, by the subnet of the NAT gateway.",
            addresses,
        ),
    ];
    let maps = maps.into_iter().filter_map(|(name, description, map)| Some(output(name, description, map?)));
    [output("vpc_id", "ID of the VPC.", vpc(network, "id"))].into_iter().chain(maps).collect()
}

/// A map keyed by subnet; `None` without any.
fn by_key<'a>(
    subnets: impl IntoIterator<Item = &'a Subnet>,
    value: impl Fn(&Subnet) -> Expression,
) -> Option<Expression> {
    let entries: Vec<_> = subnets.into_iter().map(|subnet| (subnet.key.as_str(), value(subnet))).collect();
    (!entries.is_empty()).then(|| object(entries))
}

/// An output of a root module.
pub(super) fn output(name: &str, description: &str, value: Expression) -> Block {
    Block::new("output", &[name]).attribute("description", description).attribute("value", value)
}
