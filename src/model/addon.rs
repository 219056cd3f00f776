//! Add-ons of the cluster: those of EKS, and Helm charts.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::resolver::{Resolved, Resolver};
use crate::read::config::{self, Text};
use crate::read::{Entry, Switch};
use crate::span::Span;

/// An add-on that is on.
#[derive(Debug, Clone)]
pub struct Addon {
    /// Its own name, such as `vpc-cni`.
    pub name: String,
    /// Where it is declared, or what needs it.
    pub span: Span,
    /// Version of the add-on or chart; `None`: the one that kura pins, or EKS's default.
    pub version: Option<Text>,
    /// Who installs it.
    pub kind: AddonKind,
    /// Helm values, or the add-on's configuration values: an object.
    pub values: Value,
    /// `cert-manager`: whom Let's Encrypt writes to.
    pub email: Option<Text>,
}

/// Who installs an add-on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddonKind {
    /// EKS.
    Eks,
    /// Helm.
    Chart(Chart),
}

/// A chart, where it is and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Address of its repository.
    pub repository: String,
    /// Its name there.
    pub chart: String,
    /// Its version.
    pub version: String,
    /// Namespace of its release.
    pub namespace: String,
}

/// Add-ons that EKS installs.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html>
const EKS: &[&str] = &[
    "amazon-cloudwatch-observability",
    "aws-ebs-csi-driver",
    "coredns",
    "eks-pod-identity-agent",
    "kube-proxy",
    "metrics-server",
    "vpc-cni",
];

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Addon>> {
    let config = cx.config;
    let Some(cluster) = &config.cluster else { return Some(BTreeMap::new()) };
    let declared = cx.each(&cluster.addons, |cx, entry| one(cx, entry))?;
    Some(declared.into_iter().filter_map(|(name, addon)| Some((name, addon?))).collect())
}

fn one(_: &mut Resolver<'_>, entry: &Entry<Switch<config::Addon>>) -> Resolved<Option<Addon>> {
    let name = entry.key.value.clone();
    let options = match &entry.value {
        Switch::Plain(false, _) => return Some(None),
        Switch::Plain(true, _) => None,
        Switch::Options(options) => Some(options),
    };
    let text = |key: fn(&config::Addon) -> &Option<Text>| {
        options.and_then(|options| key(options).as_ref()).map(|text| text.value.clone())
    };
    let kind = if EKS.contains(&name.as_str()) {
        AddonKind::Eks
    } else {
        AddonKind::Chart(Chart {
            repository: text(|addon| &addon.repository).unwrap_or_default(),
            chart: text(|addon| &addon.chart).unwrap_or_else(|| name.clone()),
            version: text(|addon| &addon.version).unwrap_or_default(),
            namespace: text(|addon| &addon.namespace).unwrap_or_else(|| name.clone()),
        })
    };
    let values = options.and_then(|options| options.values.as_ref()).map(|values| {
        values
            .0
            .iter()
            .map(|entry| (entry.key.value.clone(), entry.value.json.clone()))
            .collect::<Map<_, _>>()
    });
    Some(Some(Addon {
        name,
        span: entry.key.span,
        version: options.and_then(|options| options.version.clone()),
        kind,
        values: Value::Object(values.unwrap_or_default()),
        email: options.and_then(|options| options.email.clone()),
    }))
}
