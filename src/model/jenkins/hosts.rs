//! The EC2 instances that Jenkins runs on, which have a root module of their own.

use std::collections::BTreeMap;

use super::{Agent, Controller, Host, agent, controller};
use crate::model::made::first_host;
use crate::model::resolver::{Resolved, Resolver};
use crate::model::{Network, Terraform, network, terraform};

/// What the Jenkins root module makes.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// The root module.
    pub terraform: Terraform,
    /// A VPC of their own; `None`: they stand in `[network]`.
    pub network: Option<Network>,
    /// The controller; `None`: it exists already.
    pub controller: Option<Controller>,
    /// The agents that are built, by key.
    pub agents: BTreeMap<String, Agent>,
}

impl Hosts {
    /// The controller's host, then the agents' by key.
    pub fn all(&self) -> impl Iterator<Item = &Host> {
        let controller = self.controller.iter().map(|controller| &controller.host);
        controller.chain(self.agents.values().map(|agent| &agent.host))
    }

    /// Ids of the Jenkins credentials that the controller uses itself.
    pub fn credentials(&self) -> impl Iterator<Item = &str> {
        self.agents.values().map(|agent| agent.credentials.as_str())
    }
}

/// Without a host of kura's nobody would stand in `[jenkins.network]`.
fn network_for_nobody(cx: &mut Resolver<'_>) -> Resolved<Option<Hosts>> {
    let network = cx.config.jenkins.as_ref().and_then(|jenkins| jenkins.network.as_ref());
    let Some(network) = network else { return Some(None) };
    cx.report
        .error("network-without-hosts", network.span, "no host would stand in this network")
        .label("the Jenkins hosts exist already")
        .help("add an `instance_type` to a host, or remove `[jenkins.network]`");
    None
}

/// `Some(None)` when every host exists already.
pub(in crate::model) fn resolve(
    cx: &mut Resolver<'_>,
    network: Option<&Option<Network>>,
) -> Resolved<Option<Hosts>> {
    let config = cx.config;
    let Some(jenkins) = &config.jenkins else { return Some(None) };
    let Some(span) = first_host(config) else { return network_for_nobody(cx) };
    let own = network::of_jenkins(cx);
    // After an error in the network nothing can be said about the subnets of hosts.
    let network = own.as_ref()?.as_ref().or(network?.as_ref());
    let terraform = terraform::of_jenkins(cx, span);
    let controller =
        match jenkins.controller.as_ref().and_then(|host| Some((host, host.instance_type.as_ref()?))) {
            Some((host, instance_type)) => controller::resolve(cx, network, host, instance_type).map(Some),
            None => Some(None),
        };
    let built = jenkins.agents.iter().filter_map(|entry| Some((entry, entry.value.instance_type.as_ref()?)));
    let agents: Vec<_> = built
        .map(|(entry, instance_type)| {
            Some((entry.key.value.clone(), agent::resolve(cx, network, entry, instance_type)?))
        })
        .collect();
    Some(Some(Hosts {
        terraform: terraform?,
        network: own.clone()?,
        controller: controller?,
        agents: agents.into_iter().collect::<Option<_>>()?,
    }))
}
