//! How many pods there are, and how many addresses nodes take.

use super::{Addon, Model, NodeGroup, Service, UpdateStrategy};
use crate::read::config::IntOrPercent;
use crate::tables::addons;
use crate::tables::instance_types::instance_type;

/// Pods of a cluster, while everything is being replaced at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pods {
    /// Of the services: replicas, and those that a rolling update adds.
    pub services: u64,
    /// Of the add-ons' Deployments.
    pub addons: u64,
    /// Of the daemons of add-ons: so many on each node.
    pub on_each_node: u64,
}

impl Pods {
    /// All, on that many nodes.
    pub fn on(self, nodes: u64) -> u64 {
        self.services.saturating_add(self.addons).saturating_add(self.on_each_node.saturating_mul(nodes))
    }
}

impl Model {
    /// How much room the pods that kura knows of take.
    pub fn room_taken(&self) -> Pods {
        let addons = || self.addons.values().map(addon);
        Pods {
            services: self.services.values().map(service).fold(0, u64::saturating_add),
            addons: addons().map(|(pods, _)| pods).sum(),
            on_each_node: addons().map(|(_, daemons)| daemons).sum(),
        }
    }
}

impl NodeGroup {
    /// Pods that a node takes, whichever of its instance types it is; `None` when one is not in the table.
    pub fn max_pods(&self) -> Option<u64> {
        self.instance_types.iter().map(|name| instance_type(name)?.max_pods).min().flatten()
    }

    /// Addresses that a node may take: all that its interfaces have, as the VPC CNI keeps spare ones ready.
    ///
    /// Source: <https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md>
    pub fn max_addresses(&self) -> Option<u64> {
        let addresses = |name: &str| {
            let known = instance_type(name)?;
            Some(known.network_interfaces * known.ipv4_per_interface)
        };
        let all: Option<Vec<_>> = self.instance_types.iter().map(|name| addresses(name)).collect();
        all?.into_iter().max()
    }
}

/// The pods of an add-on as it comes: of its Deployments, and on each node.
fn addon(addon: &Addon) -> (u64, u64) {
    addons::addon(&addon.name).map_or((1, 0), |known| (known.pods, known.pods_on_node))
}

/// The pods of a service in the middle of a rollout.
fn service(service: &Service) -> u64 {
    let replicas = u64::try_from(service.replicas.value).unwrap_or_default();
    let surge = match &service.update_strategy {
        UpdateStrategy::RollingUpdate { max_surge, .. } => match &max_surge.value {
            IntOrPercent::Int(pods) => u64::try_from(*pods).unwrap_or_default(),
            IntOrPercent::Percent(share) => {
                let share: u64 = share.trim_end_matches('%').parse().unwrap_or_default();
                replicas.saturating_mul(share).div_ceil(100)
            }
        },
        UpdateStrategy::Recreate { .. } => 0,
    };
    if replicas == 0 { 0 } else { replicas.saturating_add(surge) }
}
