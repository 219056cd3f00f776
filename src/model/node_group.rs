//! Managed node groups of the cluster.

use std::collections::BTreeMap;

use super::resolver::{Resolved, Resolver, places};
use super::toleration::{self, Toleration};
use crate::read::Entry;
use crate::read::config::{self, CapacityType, Int, Text, Tier};
use crate::span::Spanned;
use crate::tables::instance_types::{Architecture, architecture};
use crate::value::{Problem, cluster_name, instance_type_name, label_key, label_value, terraform_name};

/// A managed node group.
#[derive(Debug, Clone)]
pub struct NodeGroup {
    /// Its key: the last part of its Terraform address.
    pub key: Text,
    /// Its name in AWS.
    pub name: Text,
    /// What its nodes may be; at least one.
    pub instance_types: Vec<Text>,
    /// Least number of nodes.
    pub min_size: Spanned<i64>,
    /// Greatest number of nodes.
    pub max_size: Spanned<i64>,
    /// Number of nodes at first.
    pub desired_size: Spanned<i64>,
    /// How the nodes are bought.
    pub capacity_type: CapacityType,
    /// Subnets of the nodes.
    pub tier: Spanned<Tier>,
    /// Size of each node's volume in GiB.
    pub disk_size: i64,
    /// Machine image, by its name in EKS.
    pub ami_type: Text,
    /// Labels of the nodes.
    pub labels: BTreeMap<String, Text>,
    /// Taints of the nodes.
    pub taints: Vec<Toleration>,
    /// Its key of old.
    pub renamed_from: Option<Text>,
}

impl NodeGroup {
    /// The architecture of its nodes, which is that of its first instance type.
    pub fn architecture(&self) -> Architecture {
        self.instance_types.first().map_or(Architecture::Amd64, |first| architecture(first))
    }
}

/// Resolves an entry of `[cluster.node_groups]`.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    cluster: &config::Cluster,
    entry: &Entry<config::NodeGroup>,
) -> Resolved<NodeGroup> {
    let group = &entry.value;
    let name = group.name.as_ref().unwrap_or(&entry.key);
    let named = cx.check(terraform_name(&entry.key), entry.key.span) && cx.check(group_name(name), name.span);
    let instance_types = instance_types(cx, group);
    let labels = labels(cx, group);
    let taints = toleration::resolve(cx, group.taints.as_ref());
    let renamed_from = cx.renamed_from(&entry.key, group.renamed_from.as_ref(), &cluster.node_groups);
    let min_size = size(cx, group.min_size.as_ref(), 0, Spanned::new(2, entry.key.span));
    let max_size = size(cx, group.max_size.as_ref(), 1, Spanned::new(4, entry.key.span));
    let ami_type = ami_type(cx, group);
    let instance_types = instance_types?;
    let default_ami = || Spanned::new(default_ami(&instance_types), entry.key.span);
    Some(NodeGroup {
        key: named.then(|| entry.key.clone())?,
        name: name.clone(),
        min_size,
        max_size,
        desired_size: size(cx, group.desired_size.as_ref(), 0, min_size),
        capacity_type: group.capacity_type.map_or(CapacityType::OnDemand, |kind| kind.value),
        tier: group.tier.unwrap_or(Spanned::new(Tier::Private, entry.key.span)),
        disk_size: cx.at_least(group.disk_size.as_ref(), 20, 50),
        ami_type: ami_type?.unwrap_or_else(default_ami),
        labels: labels?,
        taints: taints?,
        renamed_from: renamed_from?,
        instance_types,
    })
}

fn size(cx: &mut Resolver<'_>, written: Option<&Int>, least: i64, default: Spanned<i64>) -> Spanned<i64> {
    let number = cx.at_least(written, least, default.value);
    Spanned::new(number, written.map_or(default.span, |written| written.span))
}

fn instance_types(cx: &mut Resolver<'_>, group: &config::NodeGroup) -> Resolved<Vec<Text>> {
    let mut sound = true;
    for name in group.instance_types.iter() {
        sound &= cx.check(instance_type_name(name), name.span);
    }
    if group.instance_types.is_empty() {
        sound = false;
        cx.report
            .error("empty-list", group.instance_types.span, "a node group needs an instance type")
            .help("name one, such as `\"t3.medium\"`");
    }
    sound.then(|| group.instance_types.value.clone())
}

/// Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html>
fn group_name(name: &str) -> Result<(), Problem> {
    if cluster_name(name).is_ok() && name.len() <= 63 {
        return Ok(());
    }
    Err(Problem::new(
        format!("EKS does not accept `{name}` as the name of a node group"),
        "use letters, digits, `-` and `_`, at most 63 of them, a letter or digit first",
    ))
}

fn labels(cx: &mut Resolver<'_>, group: &config::NodeGroup) -> Resolved<BTreeMap<String, Text>> {
    let mut sound = true;
    for label in &group.labels {
        sound &= cx.check(label_key(&label.key), label.key.span);
        sound &= cx.check(label_value(&label.value), label.value.span);
    }
    sound.then(|| places(&group.labels))
}

/// The families whose nodes join by themselves, and whose volumes kura knows.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html>
fn ami_type(cx: &mut Resolver<'_>, group: &config::NodeGroup) -> Resolved<Option<Text>> {
    let Some(ami) = &group.ami_type else { return Some(None) };
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let family = ["AL2023_", "BOTTLEROCKET_"].iter().any(|family| ami.starts_with(family));
    if family && ami.bytes().all(inside) && (ami.contains("x86_64") || ami.contains("ARM_64")) {
        return Some(Some(ami.clone()));
    }
    cx.report
        .error("invalid-value", ami.span, format!("kura knows no machine image `{ami}`"))
        .help("write one of Amazon Linux 2023 or Bottlerocket, such as `AL2023_x86_64_STANDARD` or `BOTTLEROCKET_ARM_64`");
    None
}

fn default_ami(instance_types: &[Text]) -> String {
    let arm = instance_types.first().is_some_and(|first| architecture(first) == Architecture::Arm64);
    let name = if arm { "AL2023_ARM_64_STANDARD" } else { "AL2023_x86_64_STANDARD" };
    name.to_owned()
}
