//! Each pod has an address of its subnet, and nodes keep spare ones ready.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html>
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{Cluster, Model, NodeGroup};
use crate::read::config::{Scheme, Tier};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "subnet-too-small-for-nodes",
    severity: Severity::Warning,
    summary: "a subnet has too few addresses for its nodes and their pods",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The VPC CNI gives each pod an address of the subnet, and takes a whole network interface of them at a time. When there are none left, pods stay in `ContainerCreating`. The control plane wants six free addresses, a load balancer eight, and AWS keeps five of each subnet.

```toml fail
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/27" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/27" }

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

```toml pass
[network]
cidr_block = "10.0.0.0/16"

[network.subnets]
public_a  = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public_b  = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private_a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private_b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }

[cluster]
version = "1.35"
admins  = ["arn:aws:iam::123456789012:role/ops"]

[cluster.node_groups.workers]
instance_types = ["t3.medium"]
```

Choose larger ranges or smaller node groups.
"#;

/// Addresses of a subnet that AWS keeps.
const RESERVED: u64 = 5;
/// Free addresses that the control plane wants.
const CONTROL_PLANE: u64 = 6;
/// Free addresses that a load balancer wants.
const LOAD_BALANCER: u64 = 8;

fn check(model: &Model, findings: &mut Findings) {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return };
    for tier in [Tier::Public, Tier::Private, Tier::Intra] {
        let subnets = network.tier(tier).count() as u64;
        let Some(nodes) = node_addresses(cluster, tier, subnets) else { continue };
        let control_plane = if !cluster.existing && cluster.tier.value == tier { CONTROL_PLANE } else { 0 };
        let balancers = LOAD_BALANCER * load_balancers(model, tier);
        let wanted = nodes + control_plane + balancers;
        let short = network.new_subnets(tier).filter_map(|subnet| {
            // A smaller one is the business of `invalid-cidr-block-size`.
            let range = subnet.cidr_block().filter(|range| range.prefix() <= 28)?;
            let free = range.addresses().saturating_sub(RESERVED);
            (free < wanted).then_some((subnet, range, free))
        });
        for (subnet, range, free) in short {
            findings
                .at(range.span, format!("the subnet `{}` has {free} addresses, and {wanted} are wanted", subnet.key))
                .label(format!(
                    "nodes and pods {nodes} + control plane {control_plane} + load balancers {balancers} = {wanted}"
                ))
                .help("choose a larger range, or a smaller `max_size` or instance type");
        }
    }
}

/// Addresses that nodes of the tier take in each of its subnets at most; `None` without nodes, or with unknown ones.
fn node_addresses(cluster: &Cluster, tier: Tier, subnets: u64) -> Option<u64> {
    let groups = cluster.node_groups.values().filter(|group| group.tier.value == tier);
    let addresses = |group: &NodeGroup| {
        let nodes = u64::try_from(group.max_size.value).ok()?.div_ceil(subnets.max(1));
        Some(nodes.saturating_mul(group.max_addresses()?))
    };
    groups.map(addresses).sum::<Option<u64>>().filter(|addresses| *addresses > 0)
}

fn load_balancers(model: &Model, tier: Tier) -> u64 {
    let scheme = if tier == Tier::Public { Scheme::InternetFacing } else { Scheme::Internal };
    let ingresses =
        model.ingresses.values().filter(|ingress| ingress.scheme.value == scheme && tier != Tier::Intra);
    let names: BTreeSet<_> =
        ingresses.map(|one| one.group.as_deref().map_or(one.name.as_str(), |name| name)).collect();
    names.len() as u64
}
