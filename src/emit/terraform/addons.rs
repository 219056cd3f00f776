//! `addons.tf`: what runs in every cluster, and what it may do in AWS.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html>

use super::iam::{Principal, attachment, inline_policy, policy_arn, role};
use super::monitoring::CONTAINER_LOGS;
use super::{checkov, header, secret_access};
use crate::emit::aws_account::ASKED;
use crate::lang::hcl::{Block, Body, Expression, call, json as value, list, reference};
use crate::model::{Addon, AddonKind, Cluster, Model};
use crate::read::config::AddonIdentity;
use crate::tables::addons::{self, AddonAccount};
use crate::tables::load_balancer_controller;
use crate::value::aws_partition;

/// The add-ons that a node needs to become ready; they are there before the first one.
pub(super) fn before_nodes(model: &Model) -> impl Iterator<Item = &str> {
    let early = |name: &&str| addons::addon(name).is_some_and(|known| known.before_nodes);
    model.addons.keys().map(String::as_str).filter(early)
}

/// The add-ons of EKS, and the roles of all.
pub(super) fn body(model: &Model, cluster: &Cluster) -> Body {
    model.addons.values().fold(header(), |body, addon| match &addon.kind {
        AddonKind::Eks => body.block(eks_addon(model, cluster, addon)).blocks(eks_role(cluster, addon)),
        AddonKind::Chart(chart) => body.blocks(chart_role(model, cluster, &addon.name, &chart.namespace)),
    })
}

fn eks_addon(model: &Model, cluster: &Cluster, addon: &Addon) -> Block {
    let name = addon.name.as_str();
    let block = Block::new("resource", &["aws_eks_addon", name])
        .attribute("cluster_name", reference("aws_eks_cluster.main.name"))
        .attribute("addon_name", name)
        .optional("addon_version", addon.version.as_ref().map(|version| version.as_str()))
        .optional("configuration_values", configuration(addon));
    let block = match addons::account(name) {
        Some(identity) => with_identity(block, cluster, name, &identity),
        None => block,
    };
    let before = depends_on(model, cluster, name);
    if before.is_empty() {
        return block;
    }
    let why = if writes_logs(name) {
        "Its pods need nodes and rights, and log groups, which they would make themselves, also at the end."
    } else {
        "Its pods need nodes and rights, also while they clean up at the end."
    };
    block.blank().comment(why).attribute("depends_on", list(before))
}

/// Without its nodes an add-on never becomes healthy; without its policies it leaves behind in AWS what it made there.
fn depends_on(model: &Model, cluster: &Cluster, name: &str) -> Vec<Expression> {
    let policies = addons::account(name).map(|identity| identity.policies).unwrap_or_default();
    let policies = policies.iter().map(|policy| {
        let policy = policy.rsplit('/').next().unwrap_or(policy);
        format!("aws_iam_role_policy_attachment.{name}_{policy}")
    });
    let late = !before_nodes(model).any(|early| early == name);
    let groups =
        cluster.node_groups.keys().filter(|_| late).map(|group| format!("aws_eks_node_group.{group}"));
    let logs = CONTAINER_LOGS.iter().filter(|_| writes_logs(name));
    let logs = logs.map(|kind| format!("aws_cloudwatch_log_group.containers_{kind}"));
    policies.chain(groups).chain(logs).map(|address| reference(&address)).collect()
}

fn writes_logs(addon: &str) -> bool {
    addon == "amazon-cloudwatch-observability"
}

fn configuration(addon: &Addon) -> Option<Expression> {
    let filled = addon.values.as_object().is_some_and(|values| !values.is_empty());
    filled.then(|| call("jsonencode", [value(&addon.values)]))
}

fn with_identity(block: Block, cluster: &Cluster, name: &str, identity: &AddonAccount) -> Block {
    let arn = reference(&format!("aws_iam_role.{name}.arn"));
    match cluster.addon_identity {
        AddonIdentity::Irsa => block.attribute("service_account_role_arn", arn),
        AddonIdentity::PodIdentity => block.block(
            Block::new("pod_identity_association", &[])
                .attribute("service_account", identity.service_account)
                .attribute("role_arn", arn),
        ),
    }
}

fn eks_role(cluster: &Cluster, addon: &Addon) -> Vec<Block> {
    let Some(known) = addons::addon(&addon.name) else { return Vec::new() };
    let role = known.account.map(|account| addon_role(cluster, &addon.name, known.namespace, &account));
    role.unwrap_or_default()
}

fn addon_role(cluster: &Cluster, name: &str, namespace: &str, identity: &AddonAccount) -> Vec<Block> {
    let account = Principal::ServiceAccount { cluster, namespace, name: identity.service_account };
    let principal = match cluster.addon_identity {
        AddonIdentity::Irsa => account,
        AddonIdentity::PodIdentity => Principal::PodIdentity,
    };
    let partition = aws_partition(&cluster.region);
    let attachments = identity.policies.iter().map(|policy| attachment(name, &policy_arn(partition, policy)));
    [role(name, &format!("{}-{name}", cluster.name), &principal)].into_iter().chain(attachments).collect()
}

/// The role of a chart; its ServiceAccount gets it by an association, or by the chart's values.
fn chart_role(model: &Model, cluster: &Cluster, name: &str, namespace: &str) -> Vec<Block> {
    let Some(identity) = addons::account(name) else { return Vec::new() };
    let mut blocks = addon_role(cluster, name, namespace, &identity);
    blocks.extend(match name {
        "external-secrets" => secret_access::policy(model, cluster, &model.stored_secrets())
            .map(|policy| inline_policy(name, name, policy)),
        "aws-load-balancer-controller" => Some(balance_loads(cluster, name)),
        _ => None,
    });
    if cluster.addon_identity == AddonIdentity::PodIdentity {
        blocks.push(
            Block::new("resource", &["aws_eks_pod_identity_association", name])
                .attribute("cluster_name", reference("aws_eks_cluster.main.name"))
                .attribute("namespace", namespace)
                .attribute("service_account", identity.service_account)
                .attribute("role_arn", reference(&format!("aws_iam_role.{name}.arn"))),
        );
    }
    blocks
}

/// How `helm` names the role of a chart's ServiceAccount, as IRSA wants it: lines that set `role`, and an option.
pub(in crate::emit) fn helm_role(model: &Model, addon: &str) -> Option<(String, &'static str)> {
    let cluster = model.cluster.as_ref().filter(|cluster| !cluster.existing && model.annotates_roles())?;
    addons::account(addon)?;
    let account = model.project.account_id.as_ref().map_or(ASKED, |account| account);
    let arn = format!("arn:{}:iam::$account:role/{}-{addon}", aws_partition(&cluster.region), cluster.name);
    let option = r#"--set-string 'serviceAccount.annotations.eks\.amazonaws\.com/role-arn'="$role""#;
    Some((format!("account={account}\nrole=\"{arn}\""), option))
}

fn balance_loads(cluster: &Cluster, name: &str) -> Block {
    let policy = load_balancer_controller::policy(aws_partition(&cluster.region));
    let policy = inline_policy(name, name, call("jsonencode", [value(&policy)]));
    let theirs = "the policy of this version of the controller, as its authors publish it";
    checkov::skip(checkov::skip(policy, "CKV_AWS_355", theirs), "CKV_AWS_290", theirs)
}
