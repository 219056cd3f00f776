//! `node_groups.tf`: the nodes, what they are made of and what they may do.
//!
//! Source: <https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html>

use super::address::subnet_ids;
use super::iam::{Principal, attachment, policy_arn, role};
use super::{header, tags};
use crate::lang::hcl::{Block, Body, Expression, list, object, reference};
use crate::model::{Cluster, Model, Network, NodeGroup, Terraform, Toleration};
use crate::value::aws_partition;

/// What a node may do: join the cluster and pull images. The VPC CNI has a role of its own.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html>
const POLICIES: [&str; 2] = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"];

/// All node groups, and the role they share.
pub(super) fn body(model: &Model, terraform: &Terraform, cluster: &Cluster, network: &Network) -> Body {
    let partition = aws_partition(&cluster.region);
    let groups = cluster.node_groups.values().flat_map(|group| {
        let name = format!("{}-{}", cluster.name, group.name);
        [launch_template(&name, terraform, group), node_group(model, network, group)]
    });
    header()
        .block(role("node", &format!("{}-node", cluster.name), &Principal::Service("ec2.amazonaws.com")))
        .blocks(POLICIES.map(|policy| attachment("node", &policy_arn(partition, policy))))
        .blocks(groups)
}

/// What EKS does not say about its nodes by itself.
fn launch_template(name: &str, terraform: &Terraform, group: &NodeGroup) -> Block {
    Block::new("resource", &["aws_launch_template", &group.key])
        .attribute("name", name)
        .attribute("update_default_version", true)
        .block(volume(group))
        .block(metadata_options())
        .blocks(["instance", "volume"].map(|kind| tag_specification(kind, name, terraform)))
}

/// The volume that holds images and logs: Bottlerocket keeps its own system on another.
///
/// Source: <https://github.com/bottlerocket-os/bottlerocket#default-volumes>
fn volume(group: &NodeGroup) -> Block {
    let device = if group.ami_type.starts_with("BOTTLEROCKET_") { "/dev/xvdb" } else { "/dev/xvda" };
    let ebs = Block::new("ebs", &[])
        .attribute("volume_type", "gp3")
        .attribute("volume_size", group.disk_size)
        .attribute("encrypted", true)
        .attribute("delete_on_termination", true);
    Block::new("block_device_mappings", &[]).attribute("device_name", device).block(ebs)
}

/// One hop ends at the node: pods get roles of their own, never the node's.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html>
fn metadata_options() -> Block {
    Block::new("metadata_options", &[])
        .comment("IMDSv2 only, and one hop: no pod reaches the node's role.")
        .attribute("http_endpoint", "enabled")
        .attribute("http_tokens", "required")
        .attribute("http_put_response_hop_limit", 1)
}

/// The provider's default tags do not reach what EKS makes from the template.
fn tag_specification(kind: &str, name: &str, terraform: &Terraform) -> Block {
    let defaults = terraform.default_tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let others = defaults.filter(|(key, _)| *key != "Name");
    Block::new("tag_specifications", &[])
        .attribute("resource_type", kind)
        .attribute("tags", tags(name, others))
}

fn node_group(model: &Model, network: &Network, group: &NodeGroup) -> Block {
    let key = group.key.as_str();
    let template = Block::new("launch_template", &[])
        .attribute("id", reference(&format!("aws_launch_template.{key}.id")))
        .attribute("version", reference(&format!("aws_launch_template.{key}.latest_version")));
    let labels = group.labels.iter().map(|(key, value)| (key.as_str(), value.as_str().into()));
    let labels = (!group.labels.is_empty()).then(|| object(labels));
    Block::new("resource", &["aws_eks_node_group", key])
        .attribute("cluster_name", reference("aws_eks_cluster.main.name"))
        .attribute("version", reference("aws_eks_cluster.main.version"))
        .attribute("node_group_name", group.name.as_str())
        .attribute("node_role_arn", reference("aws_iam_role.node.arn"))
        .attribute("subnet_ids", subnet_ids(network.tier(group.tier.value)))
        .attribute("ami_type", group.ami_type.as_str())
        .attribute("capacity_type", group.capacity_type.word())
        .attribute("instance_types", list(group.instance_types.iter().map(|name| name.as_str())))
        .optional("labels", labels)
        .block(template)
        .block(scaling(group))
        .block(Block::new("update_config", &[]).attribute("max_unavailable", 1))
        .blocks(group.taints.iter().map(taint))
        .block(
            Block::new("lifecycle", &[])
                .comment("After the start the number of nodes is the autoscaler's business, or a person's.")
                .attribute("ignore_changes", list([reference("scaling_config[0].desired_size")])),
        )
        .comment("A node joins only once it may, with its network add-ons and a way out.")
        .attribute("depends_on", depends_on(model, network, group))
}

fn scaling(group: &NodeGroup) -> Block {
    Block::new("scaling_config", &[])
        .attribute("min_size", group.min_size.value)
        .attribute("max_size", group.max_size.value)
        .attribute("desired_size", group.desired_size.value)
}

/// EKS spells effects in its own way.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html>
fn taint(taint: &Toleration) -> Block {
    let effect = match taint.effect.as_str() {
        "NoSchedule" => "NO_SCHEDULE",
        "NoExecute" => "NO_EXECUTE",
        _ => "PREFER_NO_SCHEDULE",
    };
    Block::new("taint", &[])
        .attribute("key", taint.key.as_str())
        .optional("value", taint.value.as_deref())
        .attribute("effect", effect)
}

fn depends_on(model: &Model, network: &Network, group: &NodeGroup) -> Expression {
    let policies = POLICIES.map(|policy| format!("aws_iam_role_policy_attachment.node_{policy}"));
    let addons = super::addons::before_nodes(model).map(|name| format!("aws_eks_addon.{name}"));
    let tables = super::route_table::route_tables(network);
    let routes =
        tables.iter().filter(|table| table.serves(group.tier.value)).filter_map(|table| table.route(network));
    list(addons.chain(policies).chain(routes).map(|address| reference(&address)))
}
