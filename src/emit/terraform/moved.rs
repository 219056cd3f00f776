//! `moved.tf`: what `renamed_from` keeps from being destroyed.
//!
//! Source: <https://developer.hashicorp.com/terraform/language/modules/develop/refactoring>

use super::header;
use crate::lang::hcl::{Block, Body, reference};
use crate::model::Model;

/// A thing that has a new key.
pub(super) struct Rename<'a> {
    /// The types of the resources whose name has its key.
    pub(super) types: &'static [&'static str],
    /// Its key of old.
    pub(super) old: &'a str,
    /// Its key.
    pub(super) new: &'a str,
}

impl Rename<'_> {
    /// What a resource was called, if its name is the new key, or that of what belongs to a database.
    fn old_name(&self, name: &str) -> Option<String> {
        if name == self.new {
            return Some(self.old.to_owned());
        }
        let rest = name.strip_prefix("database_")?.strip_prefix(self.new)?;
        (rest.is_empty() || rest.starts_with('_')).then(|| format!("database_{}{rest}", self.old))
    }
}

const OF_SUBNET: &[&str] = &[
    "aws_eip",
    "aws_nat_gateway",
    "aws_route",
    "aws_route_table",
    "aws_route_table_association",
    "aws_subnet",
];
const OF_DATABASE: &[&str] = &[
    "aws_cloudwatch_log_group",
    "aws_db_instance",
    "aws_db_parameter_group",
    "aws_security_group",
    "aws_vpc_security_group_ingress_rule",
];
const OF_TEAM_GROUP: &[&str] = &["aws_iam_group", "aws_iam_group_membership", "aws_iam_group_policy"];
const OF_IMAGE: &[&str] = &["aws_ecr_lifecycle_policy", "aws_ecr_repository"];
const OF_NODE_GROUP: &[&str] = &["aws_eks_node_group", "aws_launch_template"];

/// A `moved` block for each resource of what was renamed; none without a rename.
pub(super) fn file(renames: &[Rename<'_>], bodies: &[(&str, Body)]) -> Option<(&'static str, Body)> {
    let mut moved = Vec::new();
    for (kind, name) in bodies.iter().flat_map(|(_, body)| body.resources()) {
        let old_name = |rename: &Rename<'_>| rename.types.contains(&kind).then(|| rename.old_name(name))?;
        moved.extend(renames.iter().find_map(old_name).map(|old| block(kind, &old, name)));
    }
    let body = header().comment("renamed_from: remove the key once every state knows the new name.").blank();
    (!moved.is_empty()).then(|| ("moved.tf", body.blocks(moved)))
}

/// What was renamed in the application's root module.
pub(super) fn renames(model: &Model) -> Vec<Rename<'_>> {
    let subnets = model.network.iter().flat_map(|network| network.subnets.values());
    let subnets = subnets.map(|subnet| (OF_SUBNET, &subnet.renamed_from, &subnet.key));
    let groups = model.cluster.iter().flat_map(|cluster| cluster.node_groups.values());
    let groups = groups.map(|group| (OF_NODE_GROUP, &group.renamed_from, &group.key));
    let databases = model.databases.values();
    let databases = databases.map(|database| (OF_DATABASE, &database.renamed_from, &database.key));
    let team = model.team.iter().flat_map(|team| team.groups.values());
    let team = team.map(|group| (OF_TEAM_GROUP, &group.renamed_from, &group.key));
    let images = model.images.values().map(|image| (OF_IMAGE, &image.renamed_from, &image.key));
    let all = subnets.chain(groups).chain(databases).chain(team).chain(images);
    all.filter_map(|(types, old, new)| Some(Rename { types, old: old.as_ref()?, new })).collect()
}

fn block(kind: &str, old: &str, new: &str) -> Block {
    Block::new("moved", &[])
        .attribute("from", reference(&format!("{kind}.{old}")))
        .attribute("to", reference(&format!("{kind}.{new}")))
}
