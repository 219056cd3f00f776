//! The application's root module: one Rust file for each file of it, which writes one.

mod acm;
mod addons;
mod address;
mod appinfra;
mod backup;
mod checkov;
mod cluster;
mod data;
mod ecr;
mod flow_logs;
mod header;
mod iam;
pub(super) mod jenkins;
mod kms;
mod logs;
mod monitoring;
mod moved;
mod node_groups;
mod outputs;
mod rds;
mod route_table;
mod scripts;
mod secret_access;
mod tags;
mod team;
#[cfg(test)]
mod tests;
mod variables;
mod versions;
mod workload_role;

pub(super) use addons::helm_role;
pub(super) use checkov::suppress;

use header::header;
use tags::tags;

use super::Draft;
use crate::lang::hcl::Body;
use crate::model::{Model, Terraform};
use crate::value::aws_partition;

/// The root module; none when nothing is made in AWS.
pub(super) fn files(model: &Model) -> Vec<Draft<'_>> {
    let folder = &model.outputs.terraform;
    let file = |(name, body): (&str, Body)| Draft::terraform(folder.file(name), body, model);
    let mut files: Vec<_> = module(model).into_iter().map(file).collect();
    let made = model.cluster.as_ref().filter(|cluster| model.terraform.is_some() && !cluster.existing);
    if let Some(cluster) = made {
        let scripts = scripts::all(model, cluster).into_iter();
        files.extend(scripts.map(|(name, text)| Draft::script(folder.file("scripts").file(name), text)));
    }
    files
}

/// The files of the module by their names, as trees.
fn module(model: &Model) -> Vec<(&'static str, Body)> {
    let Some(terraform) = &model.terraform else { return Vec::new() };
    let mut bodies = vec![("variables.tf", variables::body()), ("versions.tf", versions::body(terraform))];
    bodies.extend(network_files(model, terraform));
    bodies.extend(cluster_files(model, terraform));
    bodies.extend(service_files(model, terraform));
    bodies.extend(logs::file(&model.project.name, &terraform.region, &bodies));
    bodies.extend(moved::file(&moved::renames(model), &bodies));
    bodies.extend(data::file(model, &bodies));
    bodies
}

fn network_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let Some(network) = &model.network else { return Vec::new() };
    let mut files = vec![("appinfra.tf", appinfra::body(model, &terraform.region, network))];
    files.extend(
        network
            .flow_logs
            .then(|| ("flow_logs.tf", flow_logs::body(&model.project.name, &model.monitoring, network))),
    );
    files
}

/// A cluster that exists already is nobody's business here.
fn cluster_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let (Some(network), Some(cluster)) = (&model.network, &model.cluster) else { return Vec::new() };
    if cluster.existing {
        return Vec::new();
    }
    let mut files = vec![
        ("addons.tf", addons::body(model, cluster)),
        ("cluster.tf", cluster::body(model, cluster, network)),
    ];
    if !cluster.node_groups.is_empty() {
        files.push(("node_groups.tf", node_groups::body(model, terraform, cluster, network)));
    }
    files
}

/// What is asked for of AWS beside the network and the cluster.
fn service_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let partition = aws_partition(&terraform.region);
    let network = model.network.as_ref().filter(|_| !model.databases.is_empty());
    let files = [
        ("acm.tf", acm::body(model)),
        ("backup.tf", backup::body(model, partition)),
        ("ecr.tf", ecr::body(model, partition)),
        ("iam.tf", workload_role::body(model, partition)),
        ("monitoring.tf", monitoring::body(model, partition)),
        ("outputs.tf", outputs::body(model)),
        ("rds.tf", network.map(|network| rds::body(model, network, partition))),
        ("team.tf", model.team.as_ref().map(|team| team::body(model, team, partition))),
    ];
    files.into_iter().filter_map(|(name, body)| Some((name, body?))).collect()
}
