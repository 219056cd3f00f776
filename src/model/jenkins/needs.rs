//! The tools that each built-in stage needs on its agent.

use std::collections::BTreeSet;

use super::deploy;
use super::kind::{Context, services};
use super::stage::{Sonarqube, StageKind};
use crate::model::cluster::annotates_roles;
use crate::model::registry::of_ecr;
use crate::model::resolver::Resolver;
use crate::model::terraform::first_role;
use crate::model::{AddonKind, ContainerImage, Pod, SECRET_FILLERS, addon_account, database};
use crate::read::config::DeployMethod;

/// The tools of a stage, and what for.
pub(super) fn tools(
    cx: &Resolver<'_>,
    context: &Context<'_, '_>,
    name: &str,
    kind: &StageKind,
) -> (Vec<&'static str>, &'static str) {
    match (name, kind) {
        ("unit_tests", _) => (vec!["docker"], "run unit tests"),
        ("sonarqube", StageKind::Sonarqube(Sonarqube { scanner: None, .. })) => {
            (vec!["sonar-scanner"], "analyse the code")
        }
        ("file_scan", _) => (vec!["trivy"], "scan the repository"),
        ("image_scan", _) => (vec!["docker", "trivy"], "scan images"),
        ("terraform", _) => (vec!["terraform"], "run Terraform"),
        ("build", _) if is_ecr(cx) => (vec!["docker", "aws"], "build images"),
        ("build" | "push", _) => (vec!["docker"], "build images"),
        ("addons", _) => {
            let aws = asks_aws(cx) || names_addon_roles(cx, context);
            (if aws { vec!["aws", "helm"] } else { vec!["helm"] }, "install charts")
        }
        ("deploy", StageKind::Deploy(deploy)) if deploy.method == DeployMethod::GitCommit => {
            (if names_registry(cx, context) { vec!["aws"] } else { Vec::new() }, "commit digests")
        }
        ("deploy" | "migrate" | "after_deploy", _) => (cluster_tools(cx, context, name), "deploy services"),
        _ => (Vec::new(), "run a stage"),
    }
}

fn cluster_tools(cx: &Resolver<'_>, context: &Context<'_, '_>, name: &str) -> Vec<&'static str> {
    let aws = asks_aws(cx)
        || names_roles(cx)
        || names_registry(cx, context)
        || (name == "deploy" && deploy::points_hosts(context));
    let mut tools = if aws { vec!["aws", "kubectl"] } else { vec!["kubectl"] };
    let terraform = pods(context).any(Pod::reads_outputs) || names_passwords(cx, context);
    tools.extend(terraform.then_some("terraform"));
    tools
}

fn is_ecr(cx: &Resolver<'_>) -> bool {
    of_ecr(cx.config).is_some()
}

/// Whether the cluster is reached by asking AWS.
fn asks_aws(cx: &Resolver<'_>) -> bool {
    let jenkins = cx.config.jenkins.as_ref();
    cx.config.cluster.is_some() && jenkins.is_none_or(|jenkins| jenkins.kube_credentials.is_none())
}

/// Whether AWS must say of which account the registry is that own images are deployed from.
fn names_registry(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let own =
        |pod: &Pod| pod.containers().any(|container| matches!(container.image, ContainerImage::Built(_)));
    is_ecr(cx) && cx.config.project.account_id.is_none() && pods(context).any(own)
}

/// Whether AWS must say of which account the roles are that manifests name.
fn names_roles(cx: &Resolver<'_>) -> bool {
    annotates_roles(cx.config) && cx.config.project.account_id.is_none() && first_role(cx.config).is_some()
}

/// Whether AWS must say of which account the roles are that charts are given.
fn names_addon_roles(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let mut addons = context.parts.addons.iter();
    annotates_roles(cx.config)
        && cx.config.project.account_id.is_none()
        && addons
            .any(|addon| matches!(addon.kind, AddonKind::Chart(_)) && addon_account(&addon.name).is_some())
}

/// Whether Terraform must say what Secrets Manager calls the passwords that an add-on reads for pods.
///
/// Every pipeline applies the objects that name them, whosever pods read the password.
fn names_passwords(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let parts = context.parts;
    let services = parts.services.into_iter().flatten().map(|(_, service)| &service.pod);
    let jobs = parts.jobs.into_iter().flatten().map(|(_, job)| &job.pod);
    let read: BTreeSet<_> = services.chain(jobs).flat_map(Pod::secrets).collect();
    let mut databases = cx.config.databases.iter();
    parts.addons.iter().any(|addon| SECRET_FILLERS.contains(&addon.name.as_str()))
        && databases.any(|entry| read.contains(database::name(cx, entry).as_str()))
}

/// The pods of this pipeline that could be resolved.
fn pods<'w>(context: &Context<'_, 'w>) -> impl Iterator<Item = &'w Pod> + use<'w> {
    let work = context.work;
    let jobs = context.parts.jobs.into_iter().flatten();
    let jobs = jobs.filter(|(key, _)| work.jobs.contains(*key)).map(|(_, job)| &job.pod);
    services(context).map(|service| &service.pod).chain(jobs)
}
