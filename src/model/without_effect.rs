//! Keys that are written where they change nothing.
//!
//! What a key is for is decided elsewhere; here is only when there is nothing that it could be for.

use super::{Model, Pipeline};
use crate::read::config::{Agent, Approve, Config, Git, Jenkins, NatGateways, Network, Stage, Tier};
use crate::read::{Entry, Named, Switch};
use crate::span::{Span, Spanned};

/// A key without effect.
#[derive(Debug, Clone)]
pub struct WithoutEffect {
    /// Where its value stands.
    pub span: Span,
    /// The key.
    pub key: &'static str,
    /// Why it changes nothing, as what follows "the key has no effect: ".
    pub why: &'static str,
}

/// What is found in a file.
pub(super) type Found = Vec<WithoutEffect>;

/// Every key of a configuration that nothing of its model is made by.
pub(super) fn find(config: &Config, model: &Model) -> Found {
    let mut found = Found::new();
    if let Some(cluster) = &config.cluster {
        for addon in cluster.addons.iter().filter(|addon| addon.key.value != "cert-manager") {
            if let Switch::Options(options) = &addon.value {
                add(
                    &mut found,
                    "email",
                    options.email.as_ref(),
                    "only cert-manager gives an address to an authority",
                );
            }
        }
    }
    if let Some(own) = &config.network {
        network(&mut found, own, model.network.as_ref());
    }
    images(&mut found, config, model);
    if model.registry.login.is_none() {
        let username = config.registry.as_ref().and_then(|registry| registry.username.as_ref());
        add(&mut found, "username", username, "nobody logs in to the registry; `credentials` is what does");
    }
    if let Some(jenkins) = &config.jenkins {
        pipelines(&mut found, jenkins, model);
    }
    let backend = config.terraform.as_ref().and_then(|terraform| terraform.backend.as_ref());
    if model.jenkins_hosts.is_none() {
        let key = backend.and_then(|backend| backend.jenkins_key.as_ref());
        add(&mut found, "jenkins_key", key, "kura makes no Jenkins hosts, whose state it names");
    }
    if !model.kubernetes.create_namespace {
        let level = config.kubernetes.as_ref().and_then(|kubernetes| kubernetes.pod_security.as_ref());
        add(
            &mut found,
            "pod_security",
            level,
            "the namespace is not made by kura, so its labels are not either",
        );
    }
    found
}

/// Adds a key that is written.
fn add<T>(found: &mut Found, key: &'static str, value: Option<&Spanned<T>>, why: &'static str) {
    found.extend(value.map(|value| WithoutEffect { span: value.span, key, why }));
}

fn network(found: &mut Found, written: &Network, network: Option<&super::Network>) {
    let Some(network) = network else { return };
    if !network.vpc.is_new() {
        add(found, "name", written.name.as_ref(), "the VPC exists, and keeps its name");
    }
    // Without such subnets `none` only says what is so.
    let asks = written.nat_gateways.as_ref().filter(|nat| nat.value != NatGateways::None);
    if network.new_subnets(Tier::Private).next().is_none() {
        let why = "there is no private subnet of kura's that would use one";
        add(found, "nat_gateways", asks, why);
    }
    for subnet in written.subnets.iter().filter(|subnet| subnet.value.subnet_id.is_some()) {
        add(
            found,
            "renamed_from",
            subnet.value.renamed_from.as_ref(),
            "the subnet exists, and Terraform holds none",
        );
    }
}

fn images(found: &mut Found, config: &Config, model: &Model) {
    let has_repositories = model.registry.ecr.as_ref().is_some_and(|ecr| ecr.repositories.is_some());
    for image in config.images.iter().filter(|_| !has_repositories) {
        let why = "only repositories that kura makes in ECR are resources of Terraform";
        add(found, "renamed_from", image.value.renamed_from.as_ref(), why);
    }
}

fn pipelines(found: &mut Found, jenkins: &Jenkins, model: &Model) {
    jenkins.agents.iter().for_each(|agent| host_keys(found, agent));
    let commits = model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines).any(Pipeline::commits);
    if let Some(git) = jenkins.git.as_ref().filter(|_| !commits) {
        committer(found, git);
    }
    let of_pipelines = jenkins.pipelines.iter().map(|pipeline| &pipeline.value.stages);
    for table in std::iter::once(&jenkins.stages).chain(of_pipelines) {
        stages(found, table);
    }
}

/// What only an instance has, of an agent that is made elsewhere.
fn host_keys(found: &mut Found, agent: &Entry<Agent>) {
    let agent = &agent.value;
    if agent.instance_type.is_some() {
        return;
    }
    let why = "kura makes this agent only with `instance_type`";
    let texts = [
        ("ami", &agent.ami),
        ("credentials", &agent.credentials),
        ("key_name", &agent.key_name),
        ("name", &agent.name),
        ("renamed_from", &agent.renamed_from),
        ("subnet", &agent.subnet),
    ];
    for (key, text) in texts {
        add(found, key, text.as_ref(), why);
    }
    add(found, "disk_size", agent.disk_size.as_ref(), why);
    add(found, "user_data", agent.user_data.as_ref(), why);
}

fn committer(found: &mut Found, git: &Git) {
    let why = "only `method = \"git_commit\"` of the stage `deploy` makes commits";
    add(found, "user_name", git.user_name.as_ref(), why);
    add(found, "user_email", git.user_email.as_ref(), why);
}

/// How long a stage waits for an answer, of one that asks nobody.
fn stages(found: &mut Found, stages: &Named<Switch<Stage>>) {
    for entry in stages {
        let Switch::Options(stage) = &entry.value else { continue };
        let approve = stage.approve.as_ref().map(|approve| &approve.value);
        let asks = match (entry.key.value.as_str(), approve) {
            (_, Some(Approve::Plain(asks))) => *asks,
            // Terraform is asked for unless somebody says otherwise.
            (_, Some(Approve::Environments(_))) | ("terraform", None) => true,
            _ => stage.input.is_some(),
        };
        if !asks {
            let minutes = stage.approve_timeout_minutes.as_ref();
            add(found, "approve_timeout_minutes", minutes, "the stage asks nobody");
        }
    }
}
