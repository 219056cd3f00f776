//! Security groups of the hosts: who may connect, and where the hosts may.

use super::super::{checkov, tags};
use super::place;
use crate::lang::hcl::{Block, Expression, reference};
use crate::model::{Controller, Host, Model};

/// The security group of a host, and its ways out: the web, for packages, images and APIs.
pub(super) fn security_group(model: &Model, host: &Host) -> Vec<Block> {
    let key = host.key.as_str();
    let name = format!("{}-jenkins-{key}", model.project.name);
    let group = Block::new("resource", &["aws_security_group", key])
        .attribute("name", name.as_str())
        .attribute("description", format!("Jenkins: {key}"))
        .attribute("vpc_id", place::vpc_id(model, host))
        .attribute("tags", tags(&name, []))
        .block(
            Block::new("lifecycle", &[])
                .comment("AWS deletes no group that a host still has: a host with a new key gets the new one first.")
                .attribute("create_before_destroy", true),
        );
    let mut blocks = vec![
        group,
        way_out(key, "https", 443, "Package repositories, registries and the APIs of AWS and Kubernetes"),
        way_out(key, "http", 80, "Package archive of Ubuntu, whose packages are signed"),
    ];
    if model.jenkins.as_ref().is_some_and(|jenkins| jenkins.git.speaks_ssh()) {
        blocks.push(way_out(key, "git", 22, "git over SSH, as jenkins.git says"));
    }
    blocks
}

/// Lets who is in `allowed_cidrs` reach Jenkins.
pub(super) fn ways_in(controller: &Controller) -> Vec<Block> {
    let way_in = |cidr: String| {
        let label = cidr.replace(['.', '/'], "_");
        rule("ingress", &format!("controller_{label}"), "controller")
            .attribute("description", "Jenkins, as jenkins.controller.allowed_cidrs says")
            .attribute("cidr_ipv4", cidr)
            .attribute("ip_protocol", "tcp")
            .attribute("from_port", i64::from(controller.port.number()))
            .attribute("to_port", i64::from(controller.port.number()))
    };
    controller.allowed_cidrs.iter().map(|cidr| way_in(cidr.value.to_string())).collect()
}

/// SSH from the controller to an agent: a way out of one, a way into the other.
pub(super) fn ssh(key: &str) -> [Block; 2] {
    let way = |kind: &str, label: &str, owner: &str, description: &str, other: &str| {
        rule(kind, label, owner)
            .attribute("description", description)
            .attribute("referenced_security_group_id", group(other))
            .attribute("ip_protocol", "tcp")
            .attribute("from_port", 22)
            .attribute("to_port", 22)
    };
    let label = format!("{key}_ssh");
    let way_in = way("ingress", &label, key, "SSH from the controller, and from nobody else", "controller");
    [
        checkov::skip(
            way_in,
            "CKV_AWS_24",
            "from the controller's security group, an argument that checkov overlooks",
        ),
        way("egress", &label, "controller", "SSH to the agent", key),
    ]
}

fn way_out(key: &str, name: &str, port: i64, description: &str) -> Block {
    rule("egress", &format!("{key}_{name}"), key)
        .attribute("description", description)
        .attribute("cidr_ipv4", "0.0.0.0/0")
        .attribute("ip_protocol", "tcp")
        .attribute("from_port", port)
        .attribute("to_port", port)
}

fn rule(kind: &str, label: &str, owner: &str) -> Block {
    Block::new("resource", &[&format!("aws_vpc_security_group_{kind}_rule"), label])
        .attribute("security_group_id", group(owner))
}

fn group(key: &str) -> Expression {
    reference(&format!("aws_security_group.{key}.id"))
}
