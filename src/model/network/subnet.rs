//! One subnet.

use crate::model::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, Text, Tier};
use crate::span::Spanned;
use crate::value::{Cidr, aws_id, aws_zone, terraform_name};

/// A subnet.
#[derive(Debug, Clone)]
pub struct Subnet {
    /// Its key: the last part of its Terraform address.
    pub key: Text,
    /// Where its traffic goes.
    pub tier: Tier,
    /// Its zone.
    pub availability_zone: Text,
    /// Where it comes from.
    pub source: SubnetSource,
    /// Key of the public subnet whose NAT gateway serves it; only of new private subnets.
    pub nat_gateway: Option<String>,
    /// Its key of old.
    pub renamed_from: Option<Text>,
}

/// Where a subnet comes from.
#[derive(Debug, Clone)]
pub enum SubnetSource {
    /// A new one of that range.
    New(Spanned<Cidr>),
    /// One that exists: its id.
    Existing(Text),
    /// The default subnet of its zone, in the account's default VPC.
    Default,
}

impl Subnet {
    /// Whether kura makes it.
    pub fn is_new(&self) -> bool {
        matches!(self.source, SubnetSource::New(_))
    }

    /// The range of a new subnet.
    pub fn cidr_block(&self) -> Option<Spanned<Cidr>> {
        match self.source {
            SubnetSource::New(cidr_block) => Some(cidr_block),
            SubnetSource::Existing(_) | SubnetSource::Default => None,
        }
    }
}

/// Resolves a subnet that the user names.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    network: &config::Network,
    entry: &Entry<config::Subnet>,
) -> Resolved<Subnet> {
    let zone = &entry.value.availability_zone;
    let named = cx.check(terraform_name(&entry.key), entry.key.span) & cx.check(aws_zone(zone), zone.span);
    let source = source(cx, network, &entry.value);
    let renamed_from = cx.renamed_from(&entry.key, entry.value.renamed_from.as_ref(), &network.subnets);
    Some(Subnet {
        key: named.then(|| entry.key.clone())?,
        tier: entry.value.tier.value,
        availability_zone: zone.clone(),
        source: source?,
        nat_gateway: None,
        renamed_from: renamed_from?,
    })
}

fn source(
    cx: &mut Resolver<'_>,
    network: &config::Network,
    subnet: &config::Subnet,
) -> Resolved<SubnetSource> {
    match (&subnet.subnet_id, subnet.cidr_block) {
        (Some(id), _) if network.vpc_id.is_none() => {
            cx.report
                .error("invalid-value", id.span, "an existing subnet cannot be in a new VPC")
                .related(network.span, "this makes a new VPC")
                .help("name the VPC of the subnet with `vpc_id`, or give the subnet a `cidr_block`");
            None
        }
        (Some(id), _) => cx.check(aws_id("subnet", id), id.span).then(|| SubnetSource::Existing(id.clone())),
        (None, Some(cidr_block)) => Some(SubnetSource::New(cidr_block)),
        (None, None) => {
            cx.report
                .error("missing-key", subnet.span, "`cidr_block` is missing")
                .label("a new subnet needs an address range")
                .help("add `cidr_block = \"...\"`, a part of the VPC's range");
            None
        }
    }
}
