//! Subnets that nobody named: a public and a private one for each zone.
//!
//! Each zone letter has a slot of its own, an eighth of the VPC, so that a zone more or less moves no other:
//! of the slot the first half is private, the third quarter public, and the last quarter stays free.

use std::collections::{BTreeMap, BTreeSet};

use super::{Subnet, SubnetSource, Vpc};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, Text, Tier};
use crate::span::{Span, Spanned};
use crate::tables::availability_zones;
use crate::value::Cidr;

/// Slots of a VPC as bits: the zone letters `a` to `h`.
const SLOT_BITS: u8 = 3;
/// The smallest VPC whose public subnets are a /27, which a load balancer wants.
const SMALLEST: u8 = 22;

/// The subnets that are carved, by key; none where the user names subnets and no zones.
pub(super) fn subnets(
    cx: &mut Resolver<'_>,
    network: &config::Network,
    vpc: &Vpc,
) -> Resolved<BTreeMap<String, Subnet>> {
    if network.availability_zones.is_none() && !network.subnets.is_empty() {
        return Some(BTreeMap::new());
    }
    match vpc {
        Vpc::New(cidr_block) if cidr_block.prefix() > SMALLEST => {
            cx.report
                .error("invalid-value", cidr_block.span, "the range is too small to carve subnets from it")
                .help(format!(
                    "choose a /{SMALLEST} or larger, or name the subnets under `[network.subnets]`"
                ));
            return None;
        }
        Vpc::Existing(id) => {
            cx.report
                .error("missing-key", network.span, "`subnets` is missing")
                .label("which subnets of the existing VPC are used?")
                .related(id.span, "its range is not known here, so none can be carved")
                .help("name them under `[network.subnets]`, each with its `subnet_id`");
            return None;
        }
        Vpc::New(_) | Vpc::Default(_) => {}
    }
    let zones = zones(cx, network)?;
    let carved: Vec<_> = zones.iter().map(|(letter, zone)| in_zone(vpc, *letter, zone)).collect();
    Some(carved.into_iter().flatten().map(|subnet| (subnet.key.value.clone(), subnet)).collect())
}

/// The zones to carve for, each with its letter.
fn zones(cx: &mut Resolver<'_>, network: &config::Network) -> Resolved<Vec<(char, Text)>> {
    let region = cx.config.project.region.as_ref()?;
    let zones = match &network.availability_zones {
        Some(zones) => zones.value.clone(),
        None => first_zones(cx, region, network.span)?,
    };
    let mut taken = BTreeSet::new();
    let mut lettered = Vec::new();
    for zone in zones {
        let mut letters = zone.strip_prefix(region.as_str()).unwrap_or_default().chars();
        match (letters.next(), letters.next()) {
            (Some(letter @ 'a'..='h'), None) if taken.insert(letter) => lettered.push((letter, zone)),
            (Some('a'..='h'), None) => {
                cx.report
                    .error("invalid-value", zone.span, format!("`{zone}` is listed twice"))
                    .help("remove one");
                return None;
            }
            _ => {
                cx.report
                    .error("invalid-value", zone.span, format!("no subnets can be carved for `{zone}`"))
                    .related(region.span, "the region of all resources")
                    .help(format!(
                        "write a zone of the region, such as `{region}a`, or name its subnets under `[network.subnets]`"
                    ));
                return None;
            }
        }
    }
    Some(lettered)
}

/// The first two zones of the region.
fn first_zones(cx: &mut Resolver<'_>, region: &str, span: Span) -> Resolved<Vec<Text>> {
    let zones = availability_zones::zones(region);
    if zones.is_none() {
        cx.report
            .error("missing-key", span, "`availability_zones` is missing")
            .label(format!("the zones of `{region}` are not known"))
            .help(format!("add `availability_zones = [\"{region}a\", \"{region}b\"]`"));
    }
    Some(zones?.take(2).map(|zone| Text::new(zone.to_owned(), span)).collect())
}

fn in_zone(vpc: &Vpc, letter: char, zone: &Text) -> Vec<Subnet> {
    let subnet = |tier: Tier, source| Subnet {
        key: Spanned::new(format!("{}_{letter}", tier.word()), zone.span),
        tier,
        availability_zone: zone.clone(),
        source,
        nat_gateway: None,
        renamed_from: None,
    };
    let Vpc::New(range) = vpc else { return vec![subnet(Tier::Public, SubnetSource::Default)] };
    let new = |tier, cidr_block: Option<Cidr>| {
        Some(subnet(tier, SubnetSource::New(Spanned::new(cidr_block?, range.span))))
    };
    let slot = u32::from(letter).saturating_sub(u32::from('a'));
    let private = range.part(SLOT_BITS + 1, 2 * slot);
    let public = range.part(SLOT_BITS + 2, 4 * slot + 2);
    [new(Tier::Private, private), new(Tier::Public, public)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::{Text, Vpc, in_zone};
    use crate::span::{Span, Spanned};
    use crate::value::{Cidr, FromText};

    #[test]
    fn each_letter_has_a_place_of_its_own() {
        let vpc = Vpc::New(Spanned::new(Cidr::from_text("10.0.0.0/16").unwrap(), Span::default()));
        let ranges = |letter| {
            let subnets = in_zone(&vpc, letter, &Text::new(String::new(), Span::default()));
            subnets.iter().map(|subnet| subnet.cidr_block().unwrap().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ranges('a'), ["10.0.0.0/20", "10.0.16.0/21"]);
        assert_eq!(ranges('b'), ["10.0.32.0/20", "10.0.48.0/21"]);
        assert_eq!(ranges('h'), ["10.0.224.0/20", "10.0.240.0/21"]);
    }
}
