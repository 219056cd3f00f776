//! `cluster.tf`: the control plane, its log, its key and who may use it.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_cluster>

use super::address::subnet_ids;
use super::iam::{Principal, attachment, policy_arn, role};
use super::logs::log_group;
use super::{header, kms};
use crate::lang::hcl::{Block, Body, Expression, list, reference};
use crate::model::{Cluster, Model, Network};
use crate::read::config::AddonIdentity;
use crate::value::aws_partition;

/// The cluster, and all that is not of its nodes or add-ons.
pub(super) fn body(model: &Model, cluster: &Cluster, network: &Network) -> Body {
    let partition = aws_partition(&cluster.region);
    let mut body = header().block(control_plane(cluster, network));
    if !cluster.enabled_log_types.is_empty() {
        body = body.comment("EKS would make this log group itself, and keep it for ever.").block(log_group(
            &model.monitoring,
            "cluster",
            &format!("/aws/eks/{}/cluster", cluster.name),
        ));
    }
    if cluster.encrypt_secrets {
        body = body.blocks(key(cluster, partition));
    }
    let principal = Principal::Service("eks.amazonaws.com");
    body = body
        .block(role("cluster", &format!("{}-cluster", cluster.name), &principal))
        .block(attachment("cluster", &policy_arn(partition, "AmazonEKSClusterPolicy")));
    if cluster.addon_identity == AddonIdentity::Irsa {
        body = body
            .comment(
                "cluster.addon_identity = \"irsa\": IAM trusts the tokens of the cluster's ServiceAccounts.",
            )
            .block(identity_provider());
    }
    body.blocks(cluster.admins.iter().flat_map(|admin| access(partition, admin)))
}

fn control_plane(cluster: &Cluster, network: &Network) -> Block {
    let block = Block::new("resource", &["aws_eks_cluster", "main"])
        .attribute("name", cluster.name.as_str())
        .attribute("version", cluster.version.as_str())
        .attribute("role_arn", reference("aws_iam_role.cluster.arn"))
        .optional("enabled_cluster_log_types", log_types(cluster))
        .blank()
        .comment("The add-ons are those of addons.tf; EKS puts no others there.")
        .attribute("bootstrap_self_managed_addons", false)
        .block(endpoints(cluster, network))
        .block(access_config());
    let block = if cluster.encrypt_secrets { block.block(encryption()) } else { block };
    let mut before = vec![reference("aws_iam_role_policy_attachment.cluster_AmazonEKSClusterPolicy")];
    if !cluster.enabled_log_types.is_empty() {
        before.push(reference("aws_cloudwatch_log_group.cluster"));
    }
    block.attribute("depends_on", list(before))
}

fn log_types(cluster: &Cluster) -> Option<Expression> {
    let types = &cluster.enabled_log_types;
    (!types.is_empty()).then(|| list(types.iter().map(String::as_str)))
}

/// Nodes always use the private endpoint; it is also how the control plane stays reachable from inside.
fn endpoints(cluster: &Cluster, network: &Network) -> Block {
    let ranges = &cluster.public_access_cidrs;
    let open = !ranges.is_empty();
    Block::new("vpc_config", &[])
        .attribute("subnet_ids", subnet_ids(network.tier(cluster.tier.value)))
        .attribute("endpoint_private_access", true)
        .attribute("endpoint_public_access", open)
        .optional("public_access_cidrs", open.then(|| list(ranges.iter().map(ToString::to_string))))
}

/// `bootstrap_cluster_creator_admin_permissions` is always false: it cannot be changed without a new cluster, and an
/// access entry for the creator beside it would be refused. Who may do what is said by access entries alone.
fn access_config() -> Block {
    Block::new("access_config", &[])
        .comment("Access entries alone say who may do what: also who applies this needs one.")
        .attribute("authentication_mode", "API")
        .attribute("bootstrap_cluster_creator_admin_permissions", false)
}

fn encryption() -> Block {
    let provider = Block::new("provider", &[]).attribute("key_arn", reference("aws_kms_key.cluster.arn"));
    Block::new("encryption_config", &[]).attribute("resources", list(["secrets"])).block(provider)
}

/// The key of this cluster's Secrets.
fn key(cluster: &Cluster, partition: &str) -> [Block; 2] {
    let key = kms::Key {
        address: "cluster",
        alias: &format!("eks/{}", cluster.name),
        description: &format!("Secrets of the EKS cluster {}", cluster.name),
        statements: Vec::new(),
    };
    key.blocks(partition, "cluster.encrypt_secrets")
}

/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html>
fn identity_provider() -> Block {
    Block::new("resource", &["aws_iam_openid_connect_provider", "main"])
        .attribute("url", reference("aws_eks_cluster.main.identity[0].oidc[0].issuer"))
        .attribute("client_id_list", list(["sts.amazonaws.com"]))
}

/// An admin's entry; its address ends in what the ARN names.
fn access(partition: &str, admin: &str) -> [Block; 2] {
    let key = access_key(admin);
    let entry = Block::new("resource", &["aws_eks_access_entry", &key])
        .attribute("cluster_name", reference("aws_eks_cluster.main.name"))
        .attribute("principal_arn", admin);
    let scope = Block::new("access_scope", &[]).attribute("type", "cluster");
    let policy = format!("arn:{partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy");
    let association = Block::new("resource", &["aws_eks_access_policy_association", &key])
        .attribute("cluster_name", reference("aws_eks_cluster.main.name"))
        .attribute("principal_arn", reference(&format!("aws_eks_access_entry.{key}.principal_arn")))
        .attribute("policy_arn", policy)
        .block(scope);
    [entry, association]
}

/// A principal as a part of an address: `arn:aws:iam::123456789012:role/ops` is `admin_123456789012_role_ops`.
fn access_key(admin: &str) -> String {
    let principal = admin.splitn(5, ':').last().unwrap_or(admin);
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    format!("admin_{}", principal.chars().map(plain).collect::<String>())
}
