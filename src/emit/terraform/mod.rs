//! The application's root module: one Rust file for each file of it, which writes one.

mod addons;
mod address;
mod appinfra;
mod checkov;
mod cluster;
mod data;
mod flow_logs;
mod iam;
pub(super) mod jenkins;
mod moved;
mod node_groups;
mod outputs;
mod route_table;
#[cfg(test)]
mod tests;
mod variables;
mod versions;

use super::file::{File, HEADER};
use crate::lang::hcl::{self, Block, Body, Expression, object};
use crate::model::{Model, Terraform};

/// How long log groups keep what they are told.
const LOG_RETENTION_IN_DAYS: i64 = 30;

/// The root module; none when nothing is made in AWS.
pub(super) fn files(model: &Model) -> Vec<File> {
    let Some(terraform) = &model.terraform else { return Vec::new() };
    let mut bodies = vec![("variables.tf", variables::body()), ("versions.tf", versions::body(terraform))];
    bodies.extend(network_files(model, terraform));
    bodies.extend(cluster_files(model, terraform));
    bodies.extend(moved::file(&moved::renames(model), &bodies));
    let text = |body| hcl::print(&checkov::suppress(body, &model.checks));
    let mut files: Vec<_> = bodies.into_iter().map(|(name, body)| (name, text(body))).collect();
    files.extend(data::file(&files));
    let file = |(name, text): (&str, String)| File::new(model.outputs.terraform.file(name), text);
    files.into_iter().map(file).collect()
}

fn network_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let Some(network) = &model.network else { return Vec::new() };
    let project = model.project.name.as_str();
    let mut files = vec![
        ("appinfra.tf", appinfra::body(model, &terraform.region, network)),
        ("outputs.tf", outputs::body(network)),
    ];
    files.extend(network.flow_logs.then(|| ("flow_logs.tf", flow_logs::body(project, network))));
    files
}

/// A cluster that exists already is nobody's business here.
fn cluster_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return Vec::new() };
    if cluster.existing {
        return Vec::new();
    }
    let mut files =
        vec![("addons.tf", addons::body(model, cluster)), ("cluster.tf", cluster::body(cluster, network))];
    if !cluster.node_groups.is_empty() {
        files.push(("node_groups.tf", node_groups::body(model, terraform, cluster, network)));
    }
    files
}

/// Tags of a resource: its name, which the console shows, and others.
fn tags<'a>(name: &'a str, others: impl IntoIterator<Item = (&'a str, &'a str)>) -> Expression {
    let tags = [("Name", name)].into_iter().chain(others);
    object(tags.map(|(key, value)| (key, value.into())))
}

/// A log group that forgets, as no log group does by itself.
fn log_group(key: &str, name: &str) -> Block {
    let group = Block::new("resource", &["aws_cloudwatch_log_group", key])
        .attribute("name", name)
        .attribute("retention_in_days", LOG_RETENTION_IN_DAYS);
    let group =
        checkov::skip(group, "CKV_AWS_158", "CloudWatch Logs encrypts every log group with a key of its own");
    if LOG_RETENTION_IN_DAYS >= 365 {
        return group;
    }
    checkov::skip(
        group,
        "CKV_AWS_338",
        "monitoring.log_retention_in_days says how long, and a year has its price",
    )
}

/// A file that says so far only whose it is.
fn header() -> Body {
    Body::new().comment(HEADER).blank()
}
