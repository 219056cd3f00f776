//! `outputs.tf`: where Jenkins is, and how to get in.

use super::super::header;
use super::super::outputs::output;
use crate::lang::hcl::{Body, object, reference};
use crate::model::{Controller, Hosts};

/// Identifiers only: no output holds a secret.
pub(super) fn body(hosts: &Hosts) -> Body {
    let body = hosts.controller.iter().fold(header(), controller);
    if hosts.agents.is_empty() {
        return body;
    }
    let ids = hosts.agents.keys().map(|key| (key.as_str(), reference(&format!("aws_instance.{key}.id"))));
    body.block(output(
        "agent_instance_ids",
        "Instances of the agents, by their name in kura.toml.",
        object(ids),
    ))
}

fn controller(body: Body, controller: &Controller) -> Body {
    let port = controller.port;
    let forward = format!(
        "Instance of the controller; `aws ssm start-session --target ID --document-name AWS-StartPortForwardingSession \
         --parameters portNumber={port},localPortNumber={port}` leads to Jenkins."
    );
    let password = "Name of the secret in Secrets Manager that holds the password of the user admin.";
    body.block(output("controller_instance_id", &forward, reference("aws_instance.controller.id")))
        .block(output(
            "controller_private_ip",
            "Address of the controller in the VPC.",
            reference("aws_instance.controller.private_ip"),
        ))
        .block(output(
            "controller_public_ip",
            "Address of the controller on the internet; empty if it has none.",
            reference("aws_instance.controller.public_ip"),
        ))
        .block(output(
            "controller_admin_secret",
            password,
            reference("aws_secretsmanager_secret.controller_admin.name"),
        ))
}
