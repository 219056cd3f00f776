//! The application's root module: one Rust file for each file of it, which writes one.

mod address;
mod appinfra;
mod backup;
mod iam;
mod kms;
mod monitoring;
mod outputs;
mod rds;
mod route_table;
mod team;
#[cfg(test)]
mod tests;
mod variables;
mod versions;
mod workload_role;

use super::file::{File, HEADER};
use crate::lang::hcl::{self, Body};
use crate::model::{Model, Terraform};
use crate::value::aws_partition;

/// The root module; none when nothing is made in AWS.
pub(super) fn files(model: &Model) -> Vec<File> {
    let (Some(terraform), Some(network)) = (&model.terraform, &model.network) else { return Vec::new() };
    let file = |name, body: Body| File::new(model.outputs.terraform.file(name), hcl::print(&body));
    let mut files: Vec<_> =
        service_files(model, terraform).into_iter().map(|(name, body)| file(name, body)).collect();
    files.extend([
        file("appinfra.tf", appinfra::body(&model.project.name, network)),
        file("outputs.tf", outputs::body(model, network)),
        file("variables.tf", variables::body()),
        file("versions.tf", versions::body(terraform)),
    ]);
    files
}

/// What is asked for of AWS beside the network and the cluster.
fn service_files(model: &Model, terraform: &Terraform) -> Vec<(&'static str, Body)> {
    let partition = aws_partition(&terraform.region);
    let network = model.network.as_ref().filter(|_| !model.databases.is_empty());
    let alarms = Some(&model.monitoring).filter(|monitoring| monitoring.is_asked_for());
    let files = [
        ("backup.tf", backup::body(model, partition)),
        ("iam.tf", workload_role::body(model, partition)),
        ("monitoring.tf", alarms.map(|monitoring| monitoring::body(model, monitoring, partition))),
        ("rds.tf", network.map(|network| rds::body(model, network, partition))),
        ("team.tf", model.team.as_ref().map(|team| team::body(model, team, partition))),
    ];
    files.into_iter().filter_map(|(name, body)| Some((name, body?))).collect()
}

/// A file that says so far only whose it is.
fn header() -> Body {
    Body::new().comment(HEADER).blank()
}
