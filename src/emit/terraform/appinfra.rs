//! `appinfra.tf`: the VPC, its subnets, gateways and routes.
//!
//! What EKS needs of them: <https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html>

use super::header;
use super::route_table::route_tables;
use crate::lang::hcl::{Block, Body, Expression, list, object, reference};
use crate::model::{Network, Subnet};
use crate::read::config::{NatGateways, Tier};

/// The network; every resource is named by what the user named, so that a new subnet renumbers none.
pub(super) fn body(project: &str, network: &Network) -> Body {
    let body = header().block(vpc(network)).blocks(internet_gateway(project, network));
    let body = [Tier::Public, Tier::Private, Tier::Intra]
        .into_iter()
        .fold(body, |body, tier| subnets(body, project, network, tier));
    let body = nat_gateways(body, project, network);
    route_tables(network).iter().fold(body, |body, table| table.add_to(body, project))
}

/// Tags of a resource: its name, which the console shows, and others.
pub(super) fn tags<'a>(name: &'a str, others: impl IntoIterator<Item = (&'a str, &'a str)>) -> Expression {
    let tags = [("Name", name)].into_iter().chain(others);
    object(tags.map(|(key, value)| (key, value.into())))
}

fn vpc(network: &Network) -> Block {
    Block::new("resource", &["aws_vpc", "main"])
        .attribute("cidr_block", network.cidr_block.to_string())
        .blank()
        .comment("Nodes cannot join an EKS cluster without both.")
        .attribute("enable_dns_support", true)
        .attribute("enable_dns_hostnames", true)
        .attribute("tags", tags(&network.name, []))
}

fn internet_gateway(project: &str, network: &Network) -> Option<Block> {
    network.tier(Tier::Public).next()?;
    let block = Block::new("resource", &["aws_internet_gateway", "main"])
        .attribute("vpc_id", reference("aws_vpc.main.id"))
        .attribute("tags", tags(project, []));
    Some(block)
}

/// The subnets of a tier, below what sets them apart.
fn subnets(body: Body, project: &str, network: &Network, tier: Tier) -> Body {
    if network.tier(tier).next().is_none() {
        return body;
    }
    let why = match tier {
        Tier::Public => {
            "Public subnets: internet-facing load balancers find them by the role tag,\n\
             and EKS refuses a node here that gets no public address."
        }
        Tier::Private => "Private subnets: internal load balancers find them by the role tag.",
        Tier::Intra => "Intra subnets: within reach of this VPC only.",
    };
    let resources = network.tier(tier).map(|subnet| self::subnet(project, subnet));
    body.blank().comment(why).blank().blocks(resources)
}

/// The role tags are those of the AWS Load Balancer Controller, which does not need one with the cluster's name:
/// that would only keep a second cluster in this VPC away from the subnet.
///
/// Source: <https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/>
fn subnet(project: &str, subnet: &Subnet) -> Block {
    let key = subnet.key.as_str();
    let public = subnet.tier == Tier::Public;
    let role = match subnet.tier {
        Tier::Public => Some(("kubernetes.io/role/elb", "1")),
        Tier::Private => Some(("kubernetes.io/role/internal-elb", "1")),
        Tier::Intra => None,
    };
    Block::new("resource", &["aws_subnet", key])
        .attribute("vpc_id", reference("aws_vpc.main.id"))
        .attribute("availability_zone", subnet.availability_zone.as_str())
        .attribute("cidr_block", subnet.cidr_block.to_string())
        .optional("map_public_ip_on_launch", public.then_some(true))
        .attribute("tags", tags(&format!("{project}-{key}"), role))
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
    let resources = hosts.into_iter().flat_map(|subnet| nat_gateway(project, &subnet.key));
    body.blank().comment(why).blank().blocks(resources)
}

fn nat_gateway(project: &str, key: &str) -> [Block; 2] {
    let name = format!("{project}-{key}");
    let address = Block::new("resource", &["aws_eip", key])
        .attribute("domain", "vpc")
        .attribute("tags", tags(&name, []));
    let gateway = Block::new("resource", &["aws_nat_gateway", key])
        .attribute("allocation_id", reference(&format!("aws_eip.{key}.id")))
        .attribute("subnet_id", reference(&format!("aws_subnet.{key}.id")))
        .attribute("tags", tags(&name, []))
        .blank()
        .comment("Its traffic leaves through this gateway, so that has to be there first.")
        .attribute("depends_on", list([reference("aws_internet_gateway.main")]));
    [address, gateway]
}
