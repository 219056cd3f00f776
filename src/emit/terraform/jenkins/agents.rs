//! `agents.tf`: the agents, and the names that the controller finds them by.

use super::super::header;
use super::super::moved::Rename;
use super::host::{cluster_access, instance, role};
use super::security_group::{security_group, ssh};
use super::{permissions, place};
use crate::lang::hcl::{Block, Body, list, reference};
use crate::model::{Agent, Hosts, Model};

/// What has an agent's key for its name.
const OF_AGENT: &[&str] = &[
    "aws_eks_access_entry",
    "aws_eks_access_policy_association",
    "aws_iam_instance_profile",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_instance",
    "aws_route53_record",
    "aws_security_group",
];

/// All agents, by key, below the zone of their names.
pub(super) fn body(model: &Model, hosts: &Hosts) -> Body {
    let zone = hosts.controller.as_ref().map(|controller| {
        let vpc = place::vpc_id(model, &controller.host);
        Block::new("resource", &["aws_route53_zone", "agents"])
            .attribute("name", zone_name(model))
            .block(Block::new("vpc", &[]).attribute("vpc_id", vpc))
    });
    let body = header()
        .comment("The controller knows an agent by its name here, which stays when the agent is replaced. The SSH host\n\
             key does not: Jenkins keeps the first that it sees, and refuses another until a person trusts it\n\
             (Manage Jenkins, Nodes, the agent, Trust SSH Host Key).")
        .blocks(zone);
    hosts.agents.values().fold(body, |body, agent| self::agent(body, model, agent))
}

fn agent(body: Body, model: &Model, agent: &Agent) -> Body {
    let host = &agent.host;
    let key = host.key.as_str();
    let body = body
        .blank()
        .comment(&format!("jenkins.agents.{key}"))
        .blank()
        .blocks(security_group(model, host))
        .blocks(ssh(key))
        .blocks(role(model, host, permissions::statements(model, host)))
        .blocks(cluster_access(model, host));
    body.block(instance(model, host)).block(
        Block::new("resource", &["aws_route53_record", key])
            .attribute("zone_id", reference("aws_route53_zone.agents.zone_id"))
            .attribute("name", key)
            .attribute("type", "A")
            .attribute("ttl", 60)
            .attribute("records", list([reference(&format!("aws_instance.{key}.private_ip"))])),
    )
}

/// The agents that have a new key.
pub(super) fn renames(hosts: &Hosts) -> Vec<Rename<'_>> {
    let renamed = hosts.agents.iter().filter_map(|(key, agent)| Some((key, agent.renamed_from.as_ref()?)));
    renamed.map(|(new, old)| Rename { types: OF_AGENT, old, new }).collect()
}

/// The private zone of the agents' names.
pub(super) fn zone_name(model: &Model) -> String {
    format!("{}-jenkins.internal", model.project.name)
}
