//! Where a host stands: its VPC and its subnet, which this module makes or looks up.

use super::super::address;
use crate::lang::hcl::{Expression, reference};
use crate::model::{Host, HostSubnet, Model, Subnet};

/// The VPC of a host.
///
/// A subnet of this module does not say it: a security group is made before its old one goes, Terraform then does the
/// same with all that it names, and two subnets cannot have one range.
pub(super) fn vpc_id(model: &Model, host: &Host) -> Expression {
    match (&host.subnet, model.jenkins_network()) {
        (HostSubnet::Network { .. }, Some(own)) => address::vpc(own, "id"),
        _ => subnet(model, host, "vpc_id"),
    }
}

/// An attribute of a host's subnet, which this module makes or looks up.
pub(super) fn subnet(model: &Model, host: &Host, attribute: &str) -> Expression {
    let own = model.jenkins_network();
    let (name, made) = match &host.subnet {
        HostSubnet::Network { key, .. } => {
            (key, own.and_then(|own| own.subnets.get(key)).is_some_and(Subnet::is_new))
        }
        HostSubnet::Existing(id) => (id, false),
    };
    let data = if made { "" } else { "data." };
    reference(&format!("{data}aws_subnet.{name}.{attribute}"))
}
