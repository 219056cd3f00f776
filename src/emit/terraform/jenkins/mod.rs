//! The Jenkins hosts' root module: it finds network and cluster by name, so that it is applied after the application's
//! and destroyed before it.

mod agents;
mod arn;
mod configuration;
mod controller;
mod data;
mod home;
mod host;
mod job;
mod outputs;
mod permissions;
mod place;
mod plugins;
mod route53;
mod script;
mod security_group;
mod size;
mod stages;
#[cfg(test)]
mod tests;

pub use size::{TooLarge, too_large};

use super::{appinfra, flow_logs, logs, moved, variables, versions};
use crate::emit::Draft;
use crate::lang::hcl::Body;
use crate::model::{Hosts, Model, Network};
use crate::value::ProjectPath;

/// The root module and its scripts; none when every host exists already.
pub(in crate::emit) fn files(model: &Model) -> Vec<Draft<'_>> {
    let Some(hosts) = &model.jenkins_hosts else { return Vec::new() };
    let folder = &model.outputs.jenkins_terraform;
    let file = |(name, body): (&str, Body)| Draft::terraform(folder.file(name), body, model);
    let mut files: Vec<_> = module(model, hosts).into_iter().map(file).collect();
    files.extend(
        scripts(model, hosts).into_iter().map(|(key, text)| Draft::script(script_path(model, key), text)),
    );
    files
}

/// The files of the module by their names, as trees.
pub(super) fn module(model: &Model, hosts: &Hosts) -> Vec<(&'static str, Body)> {
    let mut bodies = vec![
        ("data.tf", data::body(model, hosts)),
        ("outputs.tf", outputs::body(hosts)),
        ("variables.tf", variables::body()),
        ("versions.tf", versions::body(&hosts.terraform)),
    ];
    bodies.extend(hosts.controller.iter().map(|it| ("controller.tf", controller::body(model, it))));
    bodies.extend((!hosts.agents.is_empty()).then(|| ("agents.tf", agents::body(model, hosts))));
    bodies.extend(hosts.network.iter().flat_map(|network| own_network(model, hosts, network)));
    let logs = logs::file(&format!("{}-jenkins", model.project.name), &hosts.terraform.region, &bodies);
    bodies.extend(logs);
    bodies.extend(moved::file(&agents::renames(hosts), &bodies));
    bodies
}

/// Where the user data of a host is written.
fn script_path(model: &Model, key: &str) -> ProjectPath {
    model.outputs.jenkins_terraform.file("scripts").file(&format!("{key}.sh"))
}

/// The files of `[jenkins.network]`, which are those of `[network]`.
fn own_network(model: &Model, hosts: &Hosts, network: &Network) -> Vec<(&'static str, Body)> {
    let mut files = vec![("appinfra.tf", appinfra::body(model, &hosts.terraform.region, network))];
    let name = format!("{}-jenkins", model.project.name);
    files.extend(
        network.flow_logs.then(|| ("flow_logs.tf", flow_logs::body(&name, &model.monitoring, network))),
    );
    files
}

/// The user data of each host, by its key.
fn scripts<'m>(model: &'m Model, hosts: &'m Hosts) -> Vec<(&'m str, String)> {
    let controller = hosts.controller.iter().map(|it| ("controller", script::controller(model, hosts, it)));
    let agents = hosts.agents.iter().map(|(key, agent)| (key.as_str(), script::agent(model, &agent.host)));
    controller.chain(agents).collect()
}
