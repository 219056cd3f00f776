//! The add-ons that kura knows: those of EKS, and the Helm charts that it pins.

use super::table::Table;

static TABLE: Table<KnownAddon> = Table::new(include_str!("../../schema/addons.tsv"), row);

/// The add-ons that fill Kubernetes Secrets from AWS.
pub const SECRET_FILLERS: [&str; 2] = ["external-secrets", "secrets-store-csi-driver"];

/// An add-on as it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAddon {
    /// Namespace of its pods.
    pub namespace: &'static str,
    /// Pods of its Deployments.
    pub pods: u64,
    /// Pods on each node.
    pub pods_on_node: u64,
    /// Whether a node needs it to become ready.
    pub before_nodes: bool,
    /// Who it is in AWS; `None`: it does not speak with AWS.
    pub account: Option<AddonAccount>,
    /// Its chart; `None`: EKS installs it.
    pub chart: Option<PinnedChart>,
    /// The values that it needs, below those of the user: an object as JSON, or nothing.
    pub values: &'static str,
}

/// The ServiceAccount of an add-on that speaks with AWS, and the policies it does so with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddonAccount {
    /// Its ServiceAccount.
    pub service_account: &'static str,
    /// AWS managed policies, without `policy/`; one that AWS does not have is written by the emitter.
    pub policies: Vec<&'static str>,
}

/// A chart and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedChart {
    /// Address of its repository.
    pub repository: &'static str,
    /// Its name there.
    pub chart: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// The names of all.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.names()
}

/// The add-on of that name.
pub fn addon(name: &str) -> Option<KnownAddon> {
    TABLE.get(name)
}

/// Who an add-on is in AWS; `None`: it does not speak with AWS.
pub fn account(name: &str) -> Option<AddonAccount> {
    addon(name)?.account
}

fn row(rest: &'static str) -> Option<KnownAddon> {
    let mut fields = rest.split('\t');
    let mut next = || fields.next();
    let (namespace, pods, pods_on_node) = (next()?, next()?.parse().ok()?, next()?.parse().ok()?);
    let before_nodes = next()? == "yes";
    let (service_account, policies) = (next()?, next()?);
    let policies = policies.split(',').filter(|policy| !policy.is_empty()).collect();
    let account = (!service_account.is_empty()).then_some(AddonAccount { service_account, policies });
    let (repository, chart, version) = (next()?, next()?, next()?);
    let chart = (!repository.is_empty()).then_some(PinnedChart { repository, chart, version });
    Some(KnownAddon { namespace, pods, pods_on_node, before_nodes, account, chart, values: next()? })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, addon, names};

    #[test]
    fn every_line_is_an_add_on() {
        TABLE.assert_whole();
        for name in names() {
            let known = addon(name).unwrap();
            assert!(known.chart.is_none_or(|chart| chart.repository.starts_with("https://")), "{name}");
            let values = serde_json::from_str::<serde_json::Value>(known.values);
            assert!(known.values.is_empty() || values.unwrap().is_object(), "{name}");
        }
    }
}
