//! The EKS cluster.

use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{AddonIdentity, Text};
use crate::span::Spanned;
use crate::value::cluster_name;

/// An EKS cluster that was made elsewhere.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Its name.
    pub name: Text,
    /// Kubernetes version, such as `1.35`.
    pub version: Text,
    /// Its region.
    pub region: Text,
    /// How pods get AWS roles.
    pub addon_identity: AddonIdentity,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Cluster>> {
    let config = cx.config;
    let Some(cluster) = &config.cluster else { return Some(None) };
    if !is_on(cluster.existing.as_ref(), false) {
        cx.later(cluster.span, "making a cluster", "make it with eksctl, and add `existing = true`");
    }
    let minor = cluster.version.strip_prefix("1.").is_some_and(|minor| minor.parse::<u8>().is_ok());
    if !minor {
        cx.report
            .error(
                "invalid-value",
                cluster.version.span,
                format!("`{}` is not a Kubernetes version", cluster.version),
            )
            .help("write a version with two parts, such as `\"1.35\"`");
    }
    let region = config.project.region.as_ref()?;
    if let Some(name) = &cluster.name {
        cx.check(cluster_name(name), name.span);
    }
    let name = cluster.name.clone();
    Some(Some(Cluster {
        name: name.unwrap_or_else(|| Spanned::new(config.project.name.value.clone(), cluster.span)),
        version: cluster.version.clone(),
        region: region.clone(),
        addon_identity: AddonIdentity::PodIdentity,
    }))
}
