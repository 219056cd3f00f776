//! What everything is named after.

use super::resolver::{Resolved, Resolver};
use super::{made, registry};
use crate::read::config::Text;
use crate::value::{aws_account, aws_region, aws_tag, dns_label};

/// `[project]`.
#[derive(Debug, Clone)]
pub struct Project {
    /// Prefix of AWS names, default namespace.
    pub name: Text,
    /// Tag `Environment`.
    pub environment: Option<Text>,
    /// AWS region.
    pub region: Option<Text>,
    /// AWS account, if a committed file may hold it.
    pub account_id: Option<Text>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Project> {
    let project = &cx.config.project;
    let named = cx.check(dns_label(&project.name), project.name.span);
    let tagged =
        cx.each(&project.tags, |cx, tag| cx.check(aws_tag(&tag.key, &tag.value), tag.key.span).then_some(()));
    let environment = project.environment.as_ref();
    let environment_tagged = environment.is_none_or(|name| cx.check(aws_tag("Environment", name), name.span));
    let owned = project.account_id.as_ref().is_none_or(|id| cx.check(aws_account(id), id.span));
    let placed = region(cx);
    (named && tagged.is_some() && environment_tagged && owned && placed).then(|| Project {
        name: project.name.clone(),
        environment: project.environment.clone(),
        region: project.region.clone(),
        account_id: project.account_id.clone(),
    })
}

/// Whether the region is one, and there where something needs it.
fn region(cx: &mut Resolver<'_>) -> bool {
    let config = cx.config;
    if let Some(region) = &config.project.region {
        return cx.check(aws_region(region), region.span);
    }
    let cluster = || config.cluster.as_ref().map(|cluster| (cluster.span, "the cluster"));
    let hosts = || made::first_host(config).map(|span| (span, "this host"));
    let ecr = || registry::of_ecr(config).map(|kind| (kind, "the registry"));
    let needs = made::made(config).or_else(cluster).or_else(hosts).or_else(ecr);
    let Some((span, why)) = needs else { return true };
    cx.report
        .error("missing-key", config.project.span, "`region` is missing")
        .label("this table needs the key `region`")
        .related(span, format!("because of {why}"))
        .help("add `region = \"us-east-1\"`, or the region you use");
    false
}
