//! How one file of the module refers to what another one makes, or what exists.

use crate::lang::hcl::{Expression, list, reference};
use crate::model::{Cluster, Network, Subnet};

/// An attribute of the VPC.
pub(super) fn vpc(_: &Network, attribute: &str) -> Expression {
    reference(&format!("aws_vpc.main.{attribute}"))
}

/// The ids of subnets.
pub(super) fn subnet_ids<'a>(subnets: impl IntoIterator<Item = &'a Subnet>) -> Expression {
    list(subnets.into_iter().map(|subnet| reference(&format!("aws_subnet.{}.id", subnet.key))))
}

/// The name of the cluster.
pub(super) fn cluster_name(cluster: &Cluster) -> Expression {
    cluster.name.value.clone().into()
}

/// The security group that EKS puts on the control plane and the nodes.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html>
pub(super) fn node_security_group(_: &Cluster) -> Expression {
    reference("data.aws_eks_cluster.main.vpc_config[0].cluster_security_group_id")
}
