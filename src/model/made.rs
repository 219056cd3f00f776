//! Whether anything is made in AWS, told from the file as it is written.

use super::registry::of_ecr;
use super::resolver::is_on;
use super::{cluster, ingress_tls};
use crate::read::config::{Config, Secret, Volume};
use crate::read::{Entry, Switch};
use crate::span::Span;

/// Where the first thing is described that is made in AWS, and what it is.
pub(super) fn made(config: &Config) -> Option<(Span, &'static str)> {
    let network = config.network.as_ref().map(|network| (network.span, "the network"));
    let team = config.team.as_ref().map(|team| (team.span, "the team"));
    let monitoring = config.monitoring.as_ref().map(|monitoring| (monitoring.span, "the alarms"));
    let registry = config.registry.as_ref().filter(|registry| {
        of_ecr(config).is_some()
            && is_on(registry.create_repositories.as_ref(), true)
            && !config.images.is_empty()
    });
    let registry = registry.map(|registry| (registry.span, "the registry"));
    let role = || first_role(config).map(|span| (span, "this role"));
    let certificate = || ingress_tls::first_made(config).map(|span| (span, "this certificate"));
    let backup = || first_backup(config).map(|span| (span, "these backups"));
    let named = network.or(team).or(monitoring).or(registry);
    named.or_else(role).or_else(certificate).or_else(backup)
}

/// Where the first volume asks for backups.
fn first_backup(config: &Config) -> Option<Span> {
    let services = config.services.iter().flat_map(|entry| entry.value.pod.volumes.iter());
    let jobs = config.jobs.iter().flat_map(|entry| entry.value.pod.volumes.iter());
    let days = |entry: &Entry<Volume>| Some(entry.value.backup_retention_days.as_ref()?.span);
    services.chain(jobs).filter_map(days).min()
}

/// Where the first role of a workload is asked for, if Terraform makes it or says who may take it.
pub(super) fn first_role(config: &Config) -> Option<Span> {
    let addons = &config.cluster.as_ref()?.addons;
    let annotated = cluster::annotates_roles(config);
    let services = config.services.iter().map(|entry| entry.value.pod.iam.as_ref());
    let jobs = config.jobs.iter().map(|entry| entry.value.pod.iam.as_ref());
    let own = services.chain(jobs).flatten();
    let own = own.filter(|iam| iam.role_arn.is_none() || !annotated).map(|iam| iam.span);
    let is_on = |name: &str| {
        let addon = addons.iter().find(|entry| entry.key.value == name);
        addon.is_some_and(|entry| !matches!(entry.value, Switch::Plain(false, _)))
    };
    let read_by_pods = is_on("secrets-store-csi-driver") && !is_on("external-secrets");
    let in_aws = |secret: &&Entry<Secret>| {
        let secret = &secret.value;
        secret.kubernetes.is_some() && (secret.secrets_manager.is_some() || secret.ssm.is_some())
    };
    let stored = config.secrets.iter().filter(|_| read_by_pods).find(in_aws).map(|entry| entry.key.span);
    own.min().or(stored)
}

/// The place of the first host that has an `instance_type`.
pub(super) fn first_host(config: &Config) -> Option<Span> {
    let jenkins = config.jenkins.as_ref()?;
    let controller = jenkins.controller.as_ref().and_then(|host| host.instance_type.as_ref());
    let agents = jenkins.agents.iter().filter_map(|entry| entry.value.instance_type.as_ref());
    controller.into_iter().chain(agents).map(|instance_type| instance_type.span).next()
}
