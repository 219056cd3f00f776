//! How one file of the module refers to what another one makes, or what exists.

use crate::lang::hcl::{Expression, list, reference};
use crate::model::{Cluster, Network, Subnet, SubnetSource, Vpc};

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

/// The name of the cluster, known to Terraform before it is made if kura makes it.
pub(super) fn cluster_name(cluster: &Cluster) -> Expression {
    if cluster.existing { cluster.name.as_str().into() } else { reference("aws_eks_cluster.main.name") }
}

/// The security group that EKS puts on the control plane and the nodes.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html>
pub(super) fn node_security_group(cluster: &Cluster) -> Expression {
    let data = if cluster.existing { "data." } else { "" };
    reference(&format!("{data}aws_eks_cluster.main.vpc_config[0].cluster_security_group_id"))
}

/// An attribute of the OIDC provider whose tokens the pods of the cluster have.
pub(super) fn identity_provider(cluster: &Cluster, attribute: &str) -> Expression {
    let data = if cluster.existing { "data." } else { "" };
    reference(&format!("{data}aws_iam_openid_connect_provider.main.{attribute}"))
}
