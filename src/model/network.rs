//! The VPC, its subnets, and which NAT gateway serves which of them.

use std::collections::{BTreeMap, BTreeSet};

use super::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, NatGateways, Text, Tier};
use crate::span::Spanned;
use crate::value::{Cidr, terraform_name};

/// A new VPC.
#[derive(Debug, Clone)]
pub struct Network {
    /// Name tag of the VPC.
    pub name: Text,
    /// Its address range.
    pub cidr_block: Spanned<Cidr>,
    /// How private subnets reach the internet.
    pub nat_gateways: Spanned<NatGateways>,
    /// Its subnets, by key; at least one.
    pub subnets: BTreeMap<String, Subnet>,
}

/// A new subnet.
#[derive(Debug, Clone)]
pub struct Subnet {
    /// Its key: the last part of its Terraform address.
    pub key: Text,
    /// Where its traffic goes.
    pub tier: Tier,
    /// Its zone.
    pub availability_zone: Text,
    /// Its address range.
    pub cidr_block: Spanned<Cidr>,
    /// Key of the public subnet whose NAT gateway serves it; only of private subnets.
    pub nat_gateway: Option<String>,
}

impl Network {
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

    /// The public subnets that hold a NAT gateway, sorted by key.
    pub fn nat_gateway_subnets(&self) -> Vec<&Subnet> {
        let used: BTreeSet<_> =
            self.subnets.values().filter_map(|subnet| subnet.nat_gateway.as_ref()).collect();
        self.tier(Tier::Public).filter(|public| used.contains(&public.key.value)).collect()
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Network>> {
    let config = cx.config;
    let Some(network) = &config.network else { return Some(None) };
    let cidr_block = network.cidr_block;
    if cidr_block.is_none() {
        cx.report
            .error("missing-key", network.span, "`cidr_block` is missing")
            .label("a new VPC needs an address range")
            .help("add `cidr_block = \"10.0.0.0/16\"`");
    }
    if network.subnets.is_empty() {
        cx.later(network.span, "a network without `subnets`", "name the subnets under `[network.subnets]`");
    }
    let mut subnets = cx.each(&network.subnets, subnet)?;
    let nat = network.nat_gateways.unwrap_or(Spanned::new(NatGateways::PerAvailabilityZone, network.span));
    with_nat_gateways(nat.value, &mut subnets);
    Some(Some(Network {
        name: network
            .name
            .clone()
            .unwrap_or_else(|| Spanned::new(config.project.name.value.clone(), network.span)),
        cidr_block: cidr_block?,
        nat_gateways: nat,
        subnets: (!subnets.is_empty()).then_some(subnets)?,
    }))
}

fn subnet(cx: &mut Resolver<'_>, entry: &Entry<config::Subnet>) -> Resolved<Subnet> {
    let named = cx.check(terraform_name(&entry.key), entry.key.span);
    let subnet = &entry.value;
    let Some(cidr_block) = subnet.cidr_block else {
        cx.report
            .error("missing-key", subnet.span, "`cidr_block` is missing")
            .label("a new subnet needs an address range")
            .help("add `cidr_block = \"...\"`, a part of the VPC's range");
        return None;
    };
    named.then(|| Subnet {
        key: entry.key.clone(),
        tier: subnet.tier.value,
        availability_zone: subnet.availability_zone.clone(),
        cidr_block,
        nat_gateway: None,
    })
}

/// Gives each private subnet its NAT gateway, which stands in a public subnet, if there is one.
fn with_nat_gateways(nat: NatGateways, subnets: &mut BTreeMap<String, Subnet>) {
    if nat == NatGateways::None {
        return;
    }
    let public: Vec<(String, String)> = subnets
        .values()
        .filter(|subnet| subnet.tier == Tier::Public)
        .map(|subnet| (subnet.availability_zone.value.clone(), subnet.key.value.clone()))
        .collect();
    for subnet in subnets.values_mut().filter(|subnet| subnet.tier == Tier::Private) {
        let host = match nat {
            NatGateways::Single => public.iter().min(),
            _ => public.iter().filter(|(zone, _)| *zone == subnet.availability_zone.value).min(),
        };
        subnet.nat_gateway = host.map(|(_, key)| key.clone());
    }
}
