//! The route tables of `appinfra.tf`: which subnets share one, and where it leads.

use super::address::{subnet_id, vpc};
use super::tags;
use crate::lang::hcl::{Block, Body, Expression, reference};
use crate::model::{Network, Subnet};
use crate::read::config::{NatGateways, Tier};

/// A route table and the subnets it serves, which all have the same way out.
pub(super) struct RouteTable<'a> {
    /// The last part of its address: a tier, or the only subnet.
    name: &'a str,
    subnets: Vec<&'a Subnet>,
}

/// One table for each tier; for each private subnet when each zone has its own NAT gateway.
pub(super) fn route_tables(network: &Network) -> Vec<RouteTable<'_>> {
    let of_tier = |name, tier| RouteTable { name, subnets: network.new_subnets(tier).collect() };
    let private = match network.nat_gateways.value {
        NatGateways::PerAvailabilityZone => {
            network.new_subnets(Tier::Private).map(RouteTable::of_subnet).collect()
        }
        NatGateways::Single | NatGateways::None => vec![of_tier("private", Tier::Private)],
    };
    let mut tables = vec![of_tier("public", Tier::Public)];
    tables.extend(private);
    tables.push(of_tier("intra", Tier::Intra));
    tables.retain(|table| !table.subnets.is_empty());
    tables
}

impl<'a> RouteTable<'a> {
    fn of_subnet(subnet: &'a Subnet) -> Self {
        Self { name: &subnet.key, subnets: vec![subnet] }
    }

    /// Adds the table, its default route and its subnets.
    ///
    /// The route is a resource of its own: a table with routes inside would remove those that the user's files add.
    /// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table>
    pub(super) fn add_to(&self, body: Body, project: &str, network: &Network) -> Body {
        let table = Block::new("resource", &["aws_route_table", self.name])
            .attribute("vpc_id", vpc(network, "id"))
            .attribute("tags", tags(&format!("{project}-{}", self.name), []));
        let associations = self.subnets.iter().map(|subnet| {
            Block::new("resource", &["aws_route_table_association", &subnet.key])
                .attribute("subnet_id", subnet_id(subnet))
                .attribute("route_table_id", self.id())
        });
        let route = self.default_route(network);
        let body = if route.is_none() { body.comment(self.why_no_route()) } else { body };
        body.block(table).blocks(route).blocks(associations)
    }

    fn default_route(&self, network: &Network) -> Option<Block> {
        let subnet = self.subnets.first()?;
        let (argument, gateway) = match subnet.tier {
            Tier::Public if network.vpc.is_new() => ("gateway_id", "aws_internet_gateway.main.id".to_owned()),
            Tier::Public => ("gateway_id", "data.aws_internet_gateway.main.id".to_owned()),
            Tier::Private => {
                ("nat_gateway_id", format!("aws_nat_gateway.{}.id", subnet.nat_gateway.as_ref()?))
            }
            Tier::Intra => return None,
        };
        let route = Block::new("resource", &["aws_route", self.name])
            .attribute("route_table_id", self.id())
            .attribute("destination_cidr_block", "0.0.0.0/0")
            .attribute(argument, reference(&gateway));
        Some(route)
    }

    fn why_no_route(&self) -> &'static str {
        match self.name {
            "intra" => "No route to the internet: that is what `intra` means.",
            _ => "network.nat_gateways = \"none\": no route to the internet.",
        }
    }

    /// Whether it serves subnets of a tier.
    pub(super) fn serves(&self, tier: Tier) -> bool {
        self.subnets.iter().any(|subnet| subnet.tier == tier)
    }

    /// The address of its default route, if it has one.
    pub(super) fn route(&self, network: &Network) -> Option<String> {
        self.default_route(network).map(|_| format!("aws_route.{}", self.name))
    }

    /// Its id.
    pub(super) fn id(&self) -> Expression {
        reference(&format!("aws_route_table.{}.id", self.name))
    }
}
