//! Add-ons of the cluster: those of EKS, and Helm charts.

mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::resolver::{Resolved, Resolver, is_on};
use super::{Ingress, Job, Monitoring, Network, Service};
use crate::read::config::{self, AddonIdentity, Text};
use crate::read::{Entry, Switch};
use crate::span::Span;
use crate::tables::addons::{self, KnownAddon};
use crate::value::{Problem, dns_label, email_address};

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
    /// Helm values, or the add-on's configuration values, complete: an object.
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

/// An add-on that is needed and switched off.
#[derive(Debug, Clone)]
pub struct MissingAddon {
    /// Its name, where it is switched off.
    pub name: Text,
    /// What needs it.
    pub needed_by: Span,
}

/// What may need an add-on.
pub(super) struct Needs<'m> {
    /// The network of the cluster.
    pub network: Option<&'m Network>,
    /// Workloads.
    pub services: &'m BTreeMap<String, Service>,
    /// Workloads that end.
    pub jobs: &'m BTreeMap<String, Job>,
    /// Alarms.
    pub monitoring: &'m Monitoring,
    /// Ways in.
    pub ingresses: &'m BTreeMap<String, Ingress>,
}

/// The add-ons that are on by name, and those that are off although something needs them.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    needs: &Needs<'_>,
) -> Resolved<(BTreeMap<String, Addon>, Vec<MissingAddon>)> {
    let on = switched_on(cx, needs)?;
    Some((on, missing(cx, needs)))
}

/// The add-ons that are on: declared, or needed and not switched off.
fn switched_on(cx: &mut Resolver<'_>, needs: &Needs<'_>) -> Resolved<BTreeMap<String, Addon>> {
    let config = cx.config;
    let Some(cluster) = &config.cluster else { return Some(BTreeMap::new()) };
    let values = values::Values::new(cx, cluster, needs.network);
    let mut taken = cluster.addons.taken();
    let declared = cx.each(&cluster.addons, |cx, entry| one(cx, entry, &values, &mut taken))?;
    let mut on: BTreeMap<_, _> =
        declared.iter().filter_map(|(name, addon)| Some((name.clone(), addon.clone()?))).collect();
    for (name, span) in needed(cluster, needs) {
        if !declared.contains_key(name) {
            on.insert(name.to_owned(), by_itself(name, span, &values)?);
        }
    }
    Some(on)
}

/// The add-ons that are switched off although kura knows what needs them; of a cluster of others nothing is known.
fn missing(cx: &Resolver<'_>, needs: &Needs<'_>) -> Vec<MissingAddon> {
    let Some(cluster) = cx.config.cluster.as_ref().filter(|cluster| !is_on(cluster.existing.as_ref(), false))
    else {
        return Vec::new();
    };
    let off = |name: &str| {
        let entry = cluster.addons.iter().find(|entry| entry.key.value == name)?;
        matches!(entry.value, Switch::Plain(false, _)).then(|| entry.key.clone())
    };
    let needed = needed(cluster, needs).into_iter();
    needed.filter_map(|(name, needed_by)| Some(MissingAddon { name: off(name)?, needed_by })).collect()
}

/// What is needed, and by what.
fn needed(cluster: &config::Cluster, needs: &Needs<'_>) -> Vec<(&'static str, Span)> {
    let mut needed: Vec<_> =
        ["coredns", "kube-proxy", "vpc-cni"].map(|name| (name, cluster.span)).into_iter().collect();
    let identity = cluster.addon_identity.as_ref();
    if identity.is_none_or(|identity| identity.value == AddonIdentity::PodIdentity) {
        // The VPC CNI itself has an identity, so it is always needed.
        needed.push(("eks-pod-identity-agent", identity.map_or(cluster.span, |identity| identity.span)));
    }
    let services = needs.services.values().map(|service| &service.pod);
    let pods = services.chain(needs.jobs.values().map(|job| &job.pod));
    let claims = pods.flat_map(|pod| pod.volumes.values()).filter(|volume| volume.is_new_claim());
    let claim = claims.map(|volume| volume.span).min();
    needed.extend(claim.map(|span| ("aws-ebs-csi-driver", span)));
    let mut alarms = needs.monitoring.alarms.values().filter(|alarm| alarm.needs_container_insights());
    needed.extend(alarms.next().map(|alarm| ("amazon-cloudwatch-observability", alarm.name.span)));
    let autoscaled = needs.services.values().find(|service| service.autoscaling.is_some());
    needed.extend(autoscaled.map(|service| ("metrics-server", service.pod.container.name.span)));
    let ingresses = needs.ingresses.values().filter(|ingress| ingress.is_alb());
    let balanced = needs.services.values().filter_map(|service| service.network_service.as_ref());
    let balanced = balanced.filter(|service| service.is_left_to_controller());
    let balanced = balanced.map(|service| service.service_type.span);
    let controlled = ingresses.map(|ingress| ingress.name.span).chain(balanced).min();
    needed.extend(controlled.map(|span| ("aws-load-balancer-controller", span)));
    needed
}

fn by_itself(name: &str, span: Span, values: &values::Values) -> Option<Addon> {
    let kind = pinned(&addons::addon(name)?).map_or(AddonKind::Eks, AddonKind::Chart);
    let values = values.of(name, None);
    Some(Addon { name: name.to_owned(), span, version: None, kind, values, email: None })
}

/// The chart of an add-on; `None`: EKS installs it.
fn pinned(known: &KnownAddon) -> Option<Chart> {
    known.chart.map(|pinned| Chart {
        repository: pinned.repository.to_owned(),
        chart: pinned.chart.to_owned(),
        version: pinned.version.to_owned(),
        namespace: known.namespace.to_owned(),
    })
}

fn one(
    cx: &mut Resolver<'_>,
    entry: &Entry<Switch<config::Addon>>,
    values: &values::Values,
    taken: &mut BTreeSet<String>,
) -> Resolved<Option<Addon>> {
    let name = entry.key.value.clone();
    let options = match &entry.value {
        Switch::Plain(false, _) => return Some(None),
        Switch::Plain(true, _) => None,
        Switch::Options(options) => Some(options),
    };
    let known = addons::addon(&name);
    let kind = if known.as_ref().is_some_and(|known| known.chart.is_none()) {
        not_a_chart(cx, &entry.key, options)?;
        AddonKind::Eks
    } else {
        AddonKind::Chart(chart(cx, &entry.key, known.as_ref().and_then(pinned), options, taken)?)
    };
    let email = options.and_then(|options| options.email.clone());
    email.as_ref().is_none_or(|email| cx.check(email_address(email), email.span)).then_some(())?;
    let values = values.of(&name, options.and_then(|options| options.values.as_ref()));
    let version = options.and_then(|options| options.version.clone());
    Some(Some(Addon { name, span: entry.key.span, version, kind, values, email }))
}

/// EKS knows where its add-ons are, and where they go.
fn not_a_chart(cx: &mut Resolver<'_>, key: &Text, options: Option<&config::Addon>) -> Resolved<()> {
    let Some(options) = options else { return Some(()) };
    if let Some(version) = &options.version
        && !cx.check(eks_version(version), version.span)
    {
        return None;
    }
    let keys = [&options.repository, &options.chart, &options.namespace, &options.email];
    let Some(written) = keys.into_iter().flatten().next() else { return Some(()) };
    cx.report
        .error("exclusive-keys", written.span, format!("EKS installs `{key}`"))
        .label("this is a key of Helm charts, and has no effect here")
        .help("remove the key");
    None
}

/// The version of an add-on of EKS.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/managing-add-ons.html>
fn eks_version(text: &str) -> Result<(), Problem> {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = text.strip_prefix('v').and_then(|rest| rest.split_once("-eksbuild.")).is_some_and(
        |(version, build)| version.split('.').count() == 3 && version.split('.').all(number) && number(build),
    );
    if sound {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the version of an add-on of EKS"),
        "write it as `aws eks describe-addon-versions` does, such as `v1.19.0-eksbuild.1`",
    ))
}

/// A chart that kura pins, or one of the user's own; what is written wins.
fn chart(
    cx: &mut Resolver<'_>,
    key: &Text,
    pinned: Option<Chart>,
    options: Option<&config::Addon>,
    taken: &mut BTreeSet<String>,
) -> Resolved<Chart> {
    let written =
        |key: fn(&config::Addon) -> &Option<Text>| options.and_then(|options| key(options).as_ref());
    let repository = written(|addon| &addon.repository);
    let version = written(|addon| &addon.version);
    let namespace = written(|addon| &addon.namespace);
    let mut sound = cx.check(dns_label(key), key.span);
    for (text, check) in [
        (repository, chart_repository as fn(&str) -> Result<(), Problem>),
        (written(|addon| &addon.chart), chart_word),
        (version, chart_word),
        (namespace, dns_label),
    ] {
        sound &= text.is_none_or(|text| cx.check(check(text), text.span));
    }
    let text = |text: Option<&Text>, default: &str| text.map_or(default, |text| text).to_owned();
    let chart = match (pinned, repository, version) {
        (Some(pinned), ..) => pinned,
        (None, Some(_), Some(version)) => Chart {
            repository: String::new(),
            chart: key.value.clone(),
            version: version.value.clone(),
            namespace: key.value.clone(),
        },
        _ => {
            unknown(cx, key, repository.is_some(), taken);
            return None;
        }
    };
    sound.then(|| Chart {
        repository: text(repository, &chart.repository),
        chart: text(written(|addon| &addon.chart), &chart.chart),
        version: text(version, &chart.version),
        namespace: text(namespace, &chart.namespace),
    })
}

fn unknown(cx: &mut Resolver<'_>, key: &Text, has_repository: bool, taken: &mut BTreeSet<String>) {
    if has_repository {
        cx.report
            .error("chart-without-repository", key.span, format!("the chart `{key}` has no `version`"))
            .help("add `version = \"...\"`: without one every installation is another");
        return;
    }
    let near = crate::diagnostic::nearest(key, addons::names());
    let finding =
        cx.report.error("chart-without-repository", key.span, format!("kura knows no add-on `{key}`"));
    if let Some(near) = near {
        finding.did_you_mean(near).replace_with_text(near).replaces_a_key(taken);
    } else {
        finding.label("neither an add-on of EKS nor a chart that kura pins").help(
            "name its `repository`, `chart` and `version`, or remove it; `docs/reference.md` lists those that are known",
        );
    }
}

/// An address that `helm` takes: of a repository, or of an OCI registry.
fn chart_repository(text: &str) -> Result<(), Problem> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("oci://"));
    let sound = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
    if rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(sound)) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{text}` is not the address of a chart's repository"),
        "begin with `https://` or `oci://`",
    ))
}

/// A chart's name or version.
fn chart_word(text: &str) -> Result<(), Problem> {
    let sound = |c: char| c.is_ascii_alphanumeric() || "-._+".contains(c);
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(sound) {
        return Ok(());
    }
    Err(Problem::new(format!("Helm does not accept `{text}`"), "use letters, digits, `-`, `.` and `_`"))
}
