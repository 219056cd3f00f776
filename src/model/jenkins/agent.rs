//! An agent that kura makes: a host, and how the controller reaches it.

use super::agent_label;
use super::host::{self, Host, Written};
use crate::model::Network;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::Entry;
use crate::read::config::{self, CredentialKind, Text, Tier};

/// A built agent.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Its instance; `key_name` is there.
    pub host: Host,
    /// The label that stages use.
    pub label: String,
    /// Id of the Jenkins credential that holds the private key of `key_name`.
    pub credentials: String,
    /// Its key before it was renamed.
    pub renamed_from: Option<Text>,
}

/// `instance_type` is what makes an agent one of kura's.
pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    network: Option<&Network>,
    entry: &'a Entry<config::Agent>,
    instance_type: &'a Text,
) -> Resolved<Agent> {
    let agent = &entry.value;
    let key_name = required(cx, agent, agent.key_name.as_ref(), "key_name", "jenkins-agents");
    let credentials = required(cx, agent, agent.credentials.as_ref(), "credentials", "agent_key")
        .and_then(|name| cx.credential(name, &[CredentialKind::SshKey]));
    if entry.key.value == "controller" {
        cx.report
            .error("invalid-value", entry.key.span, "an agent is named as the controller")
            .help("give the agent another name: both would be `aws_instance.controller`");
    }
    let written = Written {
        key: entry.key.clone(),
        span: agent.span,
        name: agent.name.as_ref(),
        instance_type,
        ami: agent.ami.as_ref(),
        subnet: agent.subnet.as_ref(),
        key_name: agent.key_name.as_ref(),
        disk_size: agent.disk_size.as_ref(),
        tools: agent.tools.as_ref(),
        iam: agent.iam.as_ref(),
        user_data: agent.user_data.as_ref(),
    };
    let agents = cx.config.jenkins.as_ref().map(|jenkins| &jenkins.agents);
    let renamed_from = agents.map(|agents| cx.renamed_from(&entry.key, agent.renamed_from.as_ref(), agents));
    let host = host::resolve(cx, network, Tier::Private, written);
    key_name?;
    Some(Agent {
        host: host?,
        label: agent_label::of(entry).value.clone(),
        credentials: credentials?.0.value.clone(),
        renamed_from: renamed_from??,
    })
}

/// A key that only built agents need.
fn required<'a>(
    cx: &mut Resolver<'_>,
    agent: &config::Agent,
    written: Option<&'a Text>,
    key: &str,
    example: &str,
) -> Resolved<&'a Text> {
    if written.is_none() {
        cx.report
            .error("missing-key", agent.span, format!("`{key}` is missing"))
            .label("the controller reaches a built agent by SSH, with the private key of an EC2 key pair")
            .help(format!(
                "add `{key} = \"{example}\"`, or remove `instance_type` if the host exists already"
            ));
    }
    written
}
