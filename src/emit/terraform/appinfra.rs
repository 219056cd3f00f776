//! `appinfra.tf`: the VPC, its subnets, gateways and routes.
//!
//! What EKS needs of them: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use super::address::{existing_vpc, subnet_id, vpc};
use super::route_table::{RouteTable, route_tables};
use super::{checkov, header, tags};
use crate::lang::hcl::{Block, Body, list, reference};
use crate::model::{Cluster, Model, Network, Subnet, SubnetSource};
use crate::read::config::{NatGateways, Tier};
use crate::value::aws_partition;

/// The network; every resource is named by what the user named, so that a new subnet renumbers none.
pub(super) fn body(model: &Model, region: &str, network: &Network) -> Body {
    let project = model.project.name.as_str();
    let public_nodes = model.cluster.as_ref().is_some_and(Cluster::has_public_nodes);
    let tables = route_tables(network);
    let body = header().block(main_vpc(network));
    let body = if network.vpc.is_new() { body.block(default_security_group(network)) } else { body };
    let body = body.blocks(internet_gateway(project, network));
    let body = [Tier::Public, Tier::Private, Tier::Intra]
        .into_iter()
        .fold(body, |body, tier| subnets(body, project, network, tier, public_nodes));
    let body = nat_gateways(body, project, network);
    let body = tables.iter().fold(body, |body, table| table.add_to(body, project, network));
    body.blocks(s3_endpoint(project, region, network, &tables))
}

fn main_vpc(network: &Network) -> Block {
    if let Some((argument, value)) = existing_vpc(&network.vpc) {
        return Block::new("data", &["aws_vpc", "main"]).attribute(argument, value);
    }
    Block::new("resource", &["aws_vpc", "main"])
        .optional("cidr_block", network.cidr_block().map(|range| range.to_string()))
        .blank()
        .comment("Nodes cannot join an EKS cluster without both.")
        .attribute("enable_dns_support", true)
        .attribute("enable_dns_hostnames", true)
        .attribute("tags", tags(&network.name, []))
}

/// Without a rule it admits nothing; a VPC always has one, and what names no group gets it.
fn default_security_group(network: &Network) -> Block {
    Block::new("resource", &["aws_default_security_group", "main"])
        .comment("No rules: what names no security group of its own gets this one.")
        .attribute("vpc_id", vpc(network, "id"))
        .attribute("tags", tags(&format!("{}-default", network.name), []))
}

/// The way out of new public subnets; an existing VPC has its own.
fn internet_gateway(project: &str, network: &Network) -> Option<Block> {
    network.new_subnets(Tier::Public).next()?;
    if network.vpc.is_new() {
        let block = Block::new("resource", &["aws_internet_gateway", "main"]);
        return Some(block.attribute("vpc_id", vpc(network, "id")).attribute("tags", tags(project, [])));
    }
    let attached = Block::new("filter", &[])
        .attribute("name", "attachment.vpc-id")
        .attribute("values", list([vpc(network, "id")]));
    Some(Block::new("data", &["aws_internet_gateway", "main"]).block(attached))
}

/// The subnets of a tier, below what sets them apart.
fn subnets(body: Body, project: &str, network: &Network, tier: Tier, public_nodes: bool) -> Body {
    if network.tier(tier).next().is_none() {
        return body;
    }
    let why = match tier {
        Tier::Public => "Public subnets: internet-facing load balancers find them by the role tag.",
        Tier::Private => "Private subnets: internal load balancers find them by the role tag.",
        Tier::Intra => "Intra subnets: within reach of this VPC only.",
    };
    let body =
        if network.new_subnets(tier).next().is_some() { body.blank().comment(why).blank() } else { body };
    body.blocks(network.tier(tier).map(|subnet| match &subnet.source {
        SubnetSource::New(range) => {
            let block = new_subnet(project, network, subnet, &range.to_string());
            if public_nodes && tier == Tier::Public { for_nodes(block) } else { block }
        }
        SubnetSource::Existing(id) => existing_subnet(network, subnet).attribute("id", id.as_str()),
        SubnetSource::Default => existing_subnet(network, subnet).attribute("default_for_az", true),
    }))
}

/// The role tags are those of the AWS Load Balancer Controller, which does not need one with the cluster's name:
/// that would only keep a second cluster in this VPC away from the subnet.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/>
fn new_subnet(project: &str, network: &Network, subnet: &Subnet, range: &str) -> Block {
    let key = subnet.key.as_str();
    let role = match subnet.tier {
        Tier::Public => Some(("kubernetes.io/role/elb", "1")),
        Tier::Private => Some(("kubernetes.io/role/internal-elb", "1")),
        Tier::Intra => None,
    };
    Block::new("resource", &["aws_subnet", key])
        .attribute("vpc_id", vpc(network, "id"))
        .attribute("availability_zone", subnet.availability_zone.as_str())
        .attribute("cidr_block", range)
        .attribute("tags", tags(&format!("{project}-{key}"), role))
}

/// Gives every node in a public subnet a public address: EKS refuses one without.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>
fn for_nodes(subnet: Block) -> Block {
    let subnet = subnet.attribute("map_public_ip_on_launch", true);
    checkov::skip(subnet, "CKV_AWS_130", "EKS refuses a node in a public subnet that gets no public address")
}

/// A plan fails where the subnet is not in this VPC, or not in this zone.
fn existing_subnet(network: &Network, subnet: &Subnet) -> Block {
    Block::new("data", &["aws_subnet", &subnet.key])
        .attribute("vpc_id", vpc(network, "id"))
        .attribute("availability_zone", subnet.availability_zone.as_str())
}

/// Each NAT gateway with its address, below what the choice means.
fn nat_gateways(body: Body, project: &str, network: &Network) -> Body {
    let hosts = network.nat_gateway_subnets();
    if hosts.is_empty() {
        return body;
    }
    let why = match network.nat_gateways.value {
        NatGateways::Single => {
            "network.nat_gateways = \"single\": when the zone of this NAT gateway fails, no\n\
             private subnet reaches the internet."
        }
        _ => {
            "network.nat_gateways = \"per_availability_zone\": when one zone fails, the\n\
             others still reach the internet."
        }
    };
    let resources = hosts.into_iter().flat_map(|subnet| nat_gateway(project, network, subnet));
    body.blank().comment(why).blank().blocks(resources)
}

fn nat_gateway(project: &str, network: &Network, subnet: &Subnet) -> [Block; 2] {
    let key = subnet.key.as_str();
    let name = format!("{project}-{key}");
    let address = Block::new("resource", &["aws_eip", key])
        .attribute("domain", "vpc")
        .attribute("tags", tags(&name, []));
    let gateway = Block::new("resource", &["aws_nat_gateway", key])
        .attribute("allocation_id", reference(&format!("aws_eip.{key}.id")))
        .attribute("subnet_id", subnet_id(subnet))
        .attribute("tags", tags(&name, []));
    if !network.vpc.is_new() || network.new_subnets(Tier::Public).next().is_none() {
        return [address, gateway];
    }
    let gateway = gateway
        .blank()
        .comment("Its traffic leaves through this gateway, so that has to be there first.")
        .attribute("depends_on", list([reference("aws_internet_gateway.main")]));
    [address, gateway]
}

/// A gateway endpoint costs nothing, and keeps image layers and backups off the NAT gateways.
///
/// Source: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html>
fn s3_endpoint(project: &str, region: &str, network: &Network, tables: &[RouteTable<'_>]) -> Option<Block> {
    if !network.s3_endpoint || tables.is_empty() {
        return None;
    }
    let domain = match aws_partition(region) {
        "aws-cn" => "cn.com.amazonaws",
        _ => "com.amazonaws",
    };
    let block = Block::new("resource", &["aws_vpc_endpoint", "s3"])
        .comment("network.s3_endpoint: it costs nothing, and image layers in ECR, which come from S3,\npass no NAT gateway.")
        .attribute("vpc_id", vpc(network, "id"))
        .attribute("service_name", format!("{domain}.{region}.s3"))
        .attribute("vpc_endpoint_type", "Gateway")
        .attribute("route_table_ids", list(tables.iter().map(RouteTable::id)))
        .attribute("tags", tags(&format!("{project}-s3"), []));
    Some(block)
}
