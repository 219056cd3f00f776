//! The VPC, its subnets, and which NAT gateway serves which of them.

mod carve;
mod subnet;

use std::collections::{BTreeMap, BTreeSet};

pub use subnet::{Subnet, SubnetSource};

use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{self, NatGateways, Text, Tier};
use crate::span::{Span, Spanned};
use crate::value::{Cidr, aws_id, aws_tag};

/// A VPC and the subnets of it that are used.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its table.
    pub span: Span,
    /// Name tag of the VPC.
    pub name: Text,
    /// The VPC itself.
    pub vpc: Vpc,
    /// How private subnets reach the internet.
    pub nat_gateways: Spanned<NatGateways>,
    /// Whether what passes is logged.
    pub flow_logs: bool,
    /// Whether S3 is reached without a NAT gateway.
    pub s3_endpoint: bool,
    /// Its subnets, by key; at least one.
    pub subnets: BTreeMap<String, Subnet>,
}

/// Where a VPC comes from.
#[derive(Debug, Clone)]
pub enum Vpc {
    /// A new one of that range.
    New(Spanned<Cidr>),
    /// One that exists: its id.
    Existing(Text),
    /// The account's default VPC of the region.
    Default(Span),
}

impl Vpc {
    /// Whether kura makes it.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }
}

impl Network {
    /// The range of a new VPC.
    pub fn cidr_block(&self) -> Option<Spanned<Cidr>> {
        match self.vpc {
            Vpc::New(cidr_block) => Some(cidr_block),
            Vpc::Existing(_) | Vpc::Default(_) => None,
        }
    }

    /// The subnets of a tier, sorted by key.
    pub fn tier(&self, tier: Tier) -> impl Iterator<Item = &Subnet> {
        self.subnets.values().filter(move |subnet| subnet.tier == tier)
    }

    /// The subnets of databases: those without a way out if they lie in two zones, else the private ones.
    pub fn database_subnets(&self) -> impl Iterator<Item = &Subnet> {
        let tier = if self.zones(Tier::Intra).len() > 1 { Tier::Intra } else { Tier::Private };
        self.tier(tier)
    }

    /// The zones that the subnets of a tier lie in.
    pub fn zones(&self, tier: Tier) -> BTreeSet<&str> {
        self.tier(tier).map(|subnet| subnet.availability_zone.as_str()).collect()
    }

    /// The subnets of a tier that kura makes, sorted by key.
    pub fn new_subnets(&self, tier: Tier) -> impl Iterator<Item = &Subnet> {
        self.tier(tier).filter(|subnet| subnet.is_new())
    }

    /// The public subnets that hold a NAT gateway, sorted by key.
    pub fn nat_gateway_subnets(&self) -> Vec<&Subnet> {
        let used: BTreeSet<_> =
            self.subnets.values().filter_map(|subnet| subnet.nat_gateway.as_ref()).collect();
        self.tier(Tier::Public).filter(|public| used.contains(&public.key.value)).collect()
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Network>> {
    let Some(written) = &cx.config.network else { return Some(None) };
    table(cx, written).map(Some)
}

/// The hosts' own network: `[jenkins.network]`.
pub(super) fn of_jenkins(cx: &mut Resolver<'_>) -> Resolved<Option<Network>> {
    let Some(written) = cx.config.jenkins.as_ref().and_then(|jenkins| jenkins.network.as_ref()) else {
        return Some(None);
    };
    table(cx, written).map(Some)
}

/// Resolves a table of the shape of `[network]`.
fn table<'a>(cx: &mut Resolver<'a>, network: &'a config::Network) -> Resolved<Network> {
    let project = &cx.config.project.name.value;
    let name = network.name.as_ref();
    let tagged = name.is_none_or(|name| cx.check(aws_tag("Name", name), name.span));
    let vpc = vpc(cx, network);
    let named = cx.each(&network.subnets, |cx, entry| subnet::resolve(cx, network, entry));
    let vpc = vpc?;
    let mut subnets = carve::subnets(cx, network, &vpc)?;
    subnets.extend(named?);
    tagged.then_some(())?;
    let nat = network.nat_gateways.unwrap_or(Spanned::new(NatGateways::PerAvailabilityZone, network.span));
    with_nat_gateways(nat.value, &mut subnets);
    Some(Network {
        span: network.span,
        name: name.cloned().unwrap_or_else(|| Spanned::new(project.clone(), network.span)),
        nat_gateways: nat,
        flow_logs: is_on(network.flow_logs.as_ref(), vpc.is_new()),
        s3_endpoint: is_on(network.s3_endpoint.as_ref(), vpc.is_new()),
        vpc,
        subnets: (!subnets.is_empty()).then_some(subnets)?,
    })
}

fn vpc(cx: &mut Resolver<'_>, network: &config::Network) -> Resolved<Vpc> {
    match (&network.vpc_id, network.cidr_block) {
        (Some(id), _) if id.value == "default" => Some(Vpc::Default(id.span)),
        (Some(id), _) => cx.check(aws_id("vpc", id), id.span).then(|| Vpc::Existing(id.clone())),
        (None, Some(cidr_block)) => Some(Vpc::New(cidr_block)),
        (None, None) => {
            cx.report
                .error("missing-key", network.span, "`cidr_block` is missing")
                .label("a new VPC needs an address range")
                .help("add `cidr_block = \"10.0.0.0/16\"`, or name an existing VPC with `vpc_id`");
            None
        }
    }
}

/// Gives each new private subnet its NAT gateway, which stands in a public subnet, if there is one.
fn with_nat_gateways(nat: NatGateways, subnets: &mut BTreeMap<String, Subnet>) {
    if nat == NatGateways::None {
        return;
    }
    let public: Vec<(String, String)> = subnets
        .values()
        .filter(|subnet| subnet.tier == Tier::Public)
        .map(|subnet| (subnet.availability_zone.value.clone(), subnet.key.value.clone()))
        .collect();
    for subnet in subnets.values_mut().filter(|subnet| subnet.tier == Tier::Private && subnet.is_new()) {
        let host = match nat {
            NatGateways::Single => public.iter().min(),
            _ => public.iter().filter(|(zone, _)| *zone == subnet.availability_zone.value).min(),
        };
        subnet.nat_gateway = host.map(|(_, key)| key.clone());
    }
}
