//! The programs that a stage needs which talks to the cluster.

use std::collections::BTreeSet;

use super::context::Context;
use crate::model::cluster::annotates_roles;
use crate::model::made::first_role;
use crate::model::registry::of_ecr;
use crate::model::resolver::Resolver;
use crate::model::{AddonKind, ContainerImage, Pod, database};
use crate::tables::addons;

/// The programs of a stage that applies objects; `points_hosts`: it also writes DNS records.
pub(super) fn to_apply(
    cx: &Resolver<'_>,
    context: &Context<'_, '_>,
    points_hosts: bool,
) -> Vec<&'static str> {
    let aws = asks_aws(cx) || names_roles(cx) || names_registry(cx, context) || points_hosts;
    let mut tools = if aws { vec!["aws", "kubectl"] } else { vec!["kubectl"] };
    let terraform = context.pods().any(Pod::reads_outputs) || names_passwords(cx, context);
    tools.extend(terraform.then_some("terraform"));
    tools
}

/// The programs of the stage that installs charts.
pub(super) fn to_install(cx: &Resolver<'_>, context: &Context<'_, '_>) -> Vec<&'static str> {
    let aws = asks_aws(cx) || names_addon_roles(cx, context);
    if aws { vec!["aws", "helm"] } else { vec!["helm"] }
}

/// Whether the cluster is reached by asking AWS.
fn asks_aws(cx: &Resolver<'_>) -> bool {
    let jenkins = cx.config.jenkins.as_ref();
    cx.config.cluster.is_some() && jenkins.is_none_or(|jenkins| jenkins.kube_credentials.is_none())
}

/// Whether AWS must say of which account the registry is that own images are deployed from.
pub(super) fn names_registry(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let own =
        |pod: &Pod| pod.containers().any(|container| matches!(container.image, ContainerImage::Built(_)));
    of_ecr(cx.config).is_some() && cx.config.project.account_id.is_none() && context.pods().any(own)
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
            .any(|addon| matches!(addon.kind, AddonKind::Chart(_)) && addons::account(&addon.name).is_some())
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
    parts.addons.iter().any(|addon| addons::SECRET_FILLERS.contains(&addon.name.as_str()))
        && databases.any(|entry| read.contains(database::name(cx, entry).as_str()))
}
