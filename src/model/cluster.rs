//! The EKS cluster.

use std::collections::BTreeMap;

use super::node_group::{self, NodeGroup};
use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{self, AddonIdentity, Config, List, Text, Tier};
use crate::span::{Span, Spanned};
use crate::value::{Cidr, cluster_name, iam_arn};

/// What the control plane can log.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html>
const LOG_TYPES: &[&str] = &["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// The roles of add-ons are called after the cluster, and IAM takes 64 characters.
const LONGEST_NAME: usize = 32;

/// An EKS cluster.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Its table.
    pub span: Span,
    /// Its name.
    pub name: Text,
    /// Kubernetes version, such as `1.35`.
    pub version: Text,
    /// Its region.
    pub region: Text,
    /// Whether it was made elsewhere: no Terraform, and its add-ons are installed.
    pub existing: bool,
    /// Subnets of the control plane's interfaces.
    pub tier: Spanned<Tier>,
    /// Who may reach the public endpoint; empty: there is none.
    pub public_access_cidrs: Vec<Spanned<Cidr>>,
    /// ARNs of principals that may do everything in it.
    pub admins: Vec<Text>,
    /// What the control plane logs.
    pub enabled_log_types: Vec<String>,
    /// Whether Secrets are encrypted with a key of the cluster's own.
    pub encrypt_secrets: bool,
    /// How pods get roles of AWS.
    pub addon_identity: AddonIdentity,
    /// Managed node groups, by key.
    pub node_groups: BTreeMap<String, NodeGroup>,
}

impl Cluster {
    /// Whether a node may be in a public subnet; of a cluster that was made elsewhere that is not known.
    pub fn has_public_nodes(&self) -> bool {
        self.existing || self.node_groups.values().any(|group| group.tier.value == Tier::Public)
    }
}

/// Whether annotations give pods their roles, before the cluster is resolved: where nothing is known of the cluster,
/// nothing else can.
pub(super) fn annotates_roles(config: &Config) -> bool {
    let identity = |cluster: &config::Cluster| cluster.addon_identity.map(|identity| identity.value);
    config.cluster.as_ref().is_none_or(|cluster| identity(cluster) == Some(AddonIdentity::Irsa))
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Cluster>> {
    let config = cx.config;
    let Some(cluster) = &config.cluster else { return Some(None) };
    let existing = is_on(cluster.existing.as_ref(), false);
    let makeable = if existing { only_named(cx, cluster) } else { has_network(cx, cluster) };
    version(cx, &cluster.version);
    let name = name(cx, cluster, existing);
    let admins = admins(cx, cluster.admins.as_ref());
    let enabled_log_types = log_types(cx, cluster.enabled_log_types.as_ref());
    let node_groups = cx.each(&cluster.node_groups, |cx, entry| node_group::resolve(cx, cluster, entry));
    let region = config.project.region.as_ref()?;
    let cluster = Cluster {
        span: cluster.span,
        name,
        version: cluster.version.clone(),
        region: region.clone(),
        existing,
        tier: cluster.tier.unwrap_or(Spanned::new(Tier::Private, cluster.span)),
        public_access_cidrs: cluster
            .public_access_cidrs
            .as_ref()
            .map(|list| list.value.clone())
            .unwrap_or_default(),
        admins: admins?,
        enabled_log_types,
        encrypt_secrets: is_on(cluster.encrypt_secrets.as_ref(), true),
        addon_identity: cluster.addon_identity.map_or(AddonIdentity::PodIdentity, |identity| identity.value),
        node_groups: node_groups?,
    };
    makeable.then_some(Some(cluster))
}

/// A cluster that was made elsewhere is only named: what kura would make of other keys is there already.
fn only_named(cx: &mut Resolver<'_>, cluster: &config::Cluster) -> bool {
    let written = [
        cluster.tier.as_ref().map(|key| key.span),
        cluster.public_access_cidrs.as_ref().map(|key| key.span),
        cluster.admins.as_ref().map(|key| key.span),
        cluster.enabled_log_types.as_ref().map(|key| key.span),
        cluster.encrypt_secrets.as_ref().map(|key| key.span),
        cluster.node_groups.iter().next().map(|entry| entry.key.span),
    ];
    let Some(span) = written.into_iter().flatten().min() else { return true };
    cx.report
        .error("exclusive-keys", span, "kura does not make this cluster")
        .label("so this has no effect")
        .related(
            cluster.existing.as_ref().map_or(cluster.span, |existing| existing.span),
            "it exists already",
        )
        .help("remove the key, or `existing`");
    false
}

fn has_network(cx: &mut Resolver<'_>, cluster: &config::Cluster) -> bool {
    if cx.config.network.is_some() {
        return true;
    }
    cx.report
        .error("cluster-without-network", cluster.span, "there is no network for the cluster")
        .label("kura makes this cluster, in subnets of `[network]`")
        .help("add `[network]` with `cidr_block` or `vpc_id`, or `existing = true` where the cluster was made elsewhere");
    false
}

fn version(cx: &mut Resolver<'_>, version: &Text) {
    if version.strip_prefix("1.").is_none_or(|minor| minor.parse::<u8>().is_err()) {
        cx.report
            .error("invalid-value", version.span, format!("`{version}` is not a Kubernetes version"))
            .help("write a version with two parts, such as `\"1.35\"`");
    }
}

fn name(cx: &mut Resolver<'_>, cluster: &config::Cluster, existing: bool) -> Text {
    let project = &cx.config.project.name;
    let name = cluster.name.clone().unwrap_or_else(|| Spanned::new(project.value.clone(), cluster.span));
    let sound = cx.check(cluster_name(&name), name.span);
    if sound && !existing && name.len() > LONGEST_NAME {
        cx.report
            .error(
                "invalid-value",
                name.span,
                format!("the name `{name}` has more than {LONGEST_NAME} characters"),
            )
            .label("IAM roles are named after the cluster, and the add-on, in 64 characters")
            .help("write a shorter `name`");
    }
    name
}

fn admins(cx: &mut Resolver<'_>, admins: Option<&List<Text>>) -> Resolved<Vec<Text>> {
    let Some(admins) = admins else { return Some(Vec::new()) };
    let mut sound = true;
    for (index, admin) in admins.iter().enumerate() {
        let user = iam_arn(admin, "user").is_ok();
        sound &= user || cx.check(iam_arn(admin, "role"), admin.span);
        if admins.iter().take(index).any(|earlier| earlier.value == admin.value) {
            sound = false;
            cx.report
                .error("invalid-value", admin.span, format!("`{admin}` is listed twice"))
                .help("remove one");
        }
    }
    sound.then(|| admins.value.clone())
}

fn log_types(cx: &mut Resolver<'_>, written: Option<&List<Text>>) -> Vec<String> {
    let Some(written) = written else {
        return LOG_TYPES.iter().map(|&name| name.to_owned()).collect();
    };
    for name in written.iter().filter(|name| !LOG_TYPES.contains(&name.as_str())) {
        cx.unknown_reference(LOG_TYPES.iter().copied(), "log type", name);
    }
    // In the order of EKS's documentation, each once: Terraform keeps a set.
    let named = |name: &&&str| written.iter().any(|written| written.value == **name);
    LOG_TYPES.iter().filter(named).map(|&name| name.to_owned()).collect()
}
