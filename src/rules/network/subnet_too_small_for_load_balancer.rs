//! A load balancer wants a /27 and eight free addresses in each of its subnets.
//!
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html>
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::model::{Model, Network, Subnet};
use crate::read::config::{Scheme, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "subnet-too-small-for-load-balancer",
    severity: Severity::Warning,
    summary: "a subnet has too few addresses for the load balancers in it",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A load balancer takes up to eight addresses of a subnet as it grows and wants a range of at least /27, and AWS keeps five addresses of each subnet for itself. The load balancer controller passes over a subnet with fewer than eight that are free.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/28" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/28" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
health           = "/"
security_context = { run_as_user = 1000 }

[ingresses.public]
routes = { "/" = "web" }
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d" }

[network]
cidr_block   = "10.0.0.0/16"

[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/27" }
b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/27" }
```

Choose larger ranges, or let ingresses share a load balancer with `group`.
"#;

/// Addresses of a subnet that AWS keeps.
const RESERVED: u64 = 5;
/// Free addresses that a load balancer wants.
const WANTED: u64 = 8;

fn check(model: &Model, findings: &mut Findings) {
    let Some(network) = &model.network else { return };
    for (scheme, tier) in [(Scheme::InternetFacing, Tier::Public), (Scheme::Internal, Tier::Private)] {
        let balancers = load_balancers(model, scheme);
        let rooms = rooms(network, tier);
        let mut zones: BTreeMap<&str, u64> = BTreeMap::new();
        for room in &rooms {
            *zones.entry(&room.subnet.availability_zone).or_default() += room.free;
        }
        for room in rooms.iter().filter(|_| balancers > 0) {
            let in_zone = zones.get(room.subnet.availability_zone.as_str());
            if in_zone.is_some_and(|free| *free < WANTED * balancers) || room.subnet.cidr_block.prefix() > 27
            {
                report(room, balancers, findings);
            }
        }
    }
}

/// A subnet, and what is free in it.
struct Room<'a> {
    subnet: &'a Subnet,
    has_nat_gateway: bool,
    free: u64,
}

fn rooms(network: &Network, tier: Tier) -> Vec<Room<'_>> {
    let hosts: BTreeSet<_> = network.nat_gateway_subnets().iter().map(|host| &host.key).collect();
    let mut rooms = Vec::new();
    for subnet in network.tier(tier) {
        let has_nat_gateway = hosts.contains(&subnet.key);
        let taken = RESERVED + u64::from(has_nat_gateway);
        // Fewer than that has only a range that EC2 does not take.
        let free = subnet.cidr_block.addresses().saturating_sub(taken);
        rooms.push(Room { subnet, has_nat_gateway, free });
    }
    rooms
}

/// Load balancers of that scheme: one for each group, and for each ingress without one.
fn load_balancers(model: &Model, scheme: Scheme) -> u64 {
    let ingresses = model.alb_ingresses().filter(|ingress| ingress.scheme.value == scheme);
    let (grouped, alone): (Vec<_>, Vec<_>) = ingresses.partition(|ingress| ingress.group.is_some());
    let groups: BTreeSet<_> = grouped.iter().filter_map(|ingress| ingress.group.as_deref()).collect();
    (groups.len() + alone.len()) as u64
}

fn report(room: &Room<'_>, balancers: u64, findings: &mut Findings) {
    let Room { subnet, free, has_nat_gateway } = room;
    let what =
        if balancers == 1 { "a load balancer".to_owned() } else { format!("{balancers} load balancers") };
    let gateway = if *has_nat_gateway { " - 1 of the NAT gateway" } else { "" };
    let all = subnet.cidr_block.addresses();
    let wanted = balancers * WANTED;
    findings
        .at(subnet.cidr_block.span, format!("the subnet `{}` is too small for {what}", subnet.key))
        .label(format!(
            "{all} addresses - {RESERVED} that AWS keeps{gateway} = {free} free; wanted: {balancers} x {WANTED} = {wanted}, in a /27 or larger"
        ))
        .help("choose a larger range, or let ingresses share a load balancer with `group`");
}
