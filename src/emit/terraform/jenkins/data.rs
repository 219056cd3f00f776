//! `data.tf`: what the application's root module, or somebody else, has made.

use std::collections::{BTreeMap, BTreeSet};

use super::super::address::existing_vpc;
use super::super::header;
use super::host::architecture;
use super::route53;
use super::stages::works_on_cluster;
use crate::lang::hcl::{Block, Body, Expression, object, reference};
use crate::model::{HostSubnet, Hosts, Model, Network, Subnet, SubnetSource};

/// Looks up by name what the hosts need; nothing here is made.
pub(super) fn body(model: &Model, hosts: &Hosts) -> Body {
    let body = header()
        .comment(
            "Network and cluster are found by name: the application's root module is applied\n\
             before this one, and destroyed after it.",
        )
        .blank()
        .block(Block::new("data", &["aws_caller_identity", "current"]));
    let found = model.network.as_ref().filter(|_| hosts.network.is_none());
    let body = found.into_iter().fold(body, |body, network| vpc(body, model, network, hosts));
    let existing = hosts.all().filter_map(|host| match &host.subnet {
        HostSubnet::Existing(id) => Some(id.as_str()),
        HostSubnet::Network { .. } => None,
    });
    let body = existing
        .collect::<BTreeSet<_>>()
        .into_iter()
        .fold(body, |body, id| body.block(Block::new("data", &["aws_subnet", id]).attribute("id", id)));
    let cluster = model.cluster.as_ref().filter(|_| hosts.all().any(|host| works_on_cluster(model, host)));
    let body = body.blocks(cluster.map(|cluster| {
        Block::new("data", &["aws_eks_cluster", "main"]).attribute("name", cluster.name.as_str())
    }));
    images(body.blocks(route53::data(model, hosts)), hosts)
}

/// The VPC, and those of its subnets that hold a host.
fn vpc(body: Body, model: &Model, network: &Network, hosts: &Hosts) -> Body {
    let used: BTreeMap<&str, &Subnet> = hosts
        .all()
        .filter_map(|host| match &host.subnet {
            HostSubnet::Network { key, .. } => Some((key.as_str(), network.subnets.get(key)?)),
            HostSubnet::Existing(_) => None,
        })
        .collect();
    if used.is_empty() {
        return body;
    }
    let project = hosts.terraform.default_tags.get("Project").map_or("", String::as_str);
    let (key, value) = existing_vpc(&network.vpc).unwrap_or_else(|| ("tags", tags(project, &network.name)));
    let vpc = Block::new("data", &["aws_vpc", "main"]).attribute(key, value);
    let subnets = used.into_iter().map(|(key, subnet)| {
        let block =
            Block::new("data", &["aws_subnet", key]).attribute("vpc_id", reference("data.aws_vpc.main.id"));
        match &subnet.source {
            SubnetSource::New(_) => {
                block.attribute("tags", tags(project, &format!("{}-{key}", model.project.name)))
            }
            SubnetSource::Existing(id) => block.attribute("id", id.as_str()),
            SubnetSource::Default => block
                .attribute("availability_zone", subnet.availability_zone.as_str())
                .attribute("default_for_az", true),
        }
    });
    body.block(vpc).blocks(subnets)
}

fn tags(project: &str, name: &str) -> Expression {
    object([("Name", Expression::from(name)), ("Project", project.into())])
}

/// Canonical's own parameters name its newest images.
///
/// Source: <https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/>
fn images(body: Body, hosts: &Hosts) -> Body {
    let architectures: BTreeSet<&str> =
        hosts.all().filter(|host| host.ami.is_none()).map(architecture).collect();
    let images = architectures.into_iter().map(|architecture| {
        Block::new("data", &["aws_ssm_parameter", &format!("ubuntu_{architecture}")]).attribute(
            "name",
            format!(
                "/aws/service/canonical/ubuntu/server/24.04/stable/current/{architecture}/hvm/ebs-gp3/ami-id"
            ),
        )
    });
    body.comment("Ubuntu 24.04 LTS, published by Canonical.").blocks(images)
}
