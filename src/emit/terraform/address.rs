//! How one file of the module refers to what another one makes, or what exists.

use crate::lang::hcl::{Expression, list, reference};
use crate::model::{Network, Subnet, SubnetSource, Vpc};

/// An attribute of the VPC.
pub(super) fn vpc(network: &Network, attribute: &str) -> Expression {
    let data = if network.vpc.is_new() { "" } else { "data." };
    reference(&format!("{data}aws_vpc.main.{attribute}"))
}

/// Where an existing VPC is found.
pub(super) fn existing_vpc(vpc: &Vpc) -> Option<(&'static str, Expression)> {
    match vpc {
        Vpc::New(_) => None,
        Vpc::Existing(id) => Some(("id", id.as_str().into())),
        Vpc::Default(_) => Some(("default", true.into())),
    }
}

/// The id of a subnet.
pub(super) fn subnet_id(subnet: &Subnet) -> Expression {
    let data = match subnet.source {
        SubnetSource::New(_) => "",
        SubnetSource::Existing(_) | SubnetSource::Default => "data.",
    };
    reference(&format!("{data}aws_subnet.{}.id", subnet.key))
}

/// The ids of subnets.
pub(super) fn subnet_ids<'a>(subnets: impl IntoIterator<Item = &'a Subnet>) -> Expression {
    list(subnets.into_iter().map(subnet_id))
}
