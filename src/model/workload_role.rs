//! Roles in AWS that pods take.

use std::collections::BTreeMap;

use super::{Iam, Model, Pod, StoredSecret};
use crate::read::config::{AddonIdentity, Text};
use crate::value::aws_partition;

/// Who the pods of a ServiceAccount are in AWS.
#[derive(Debug, Clone)]
pub struct WorkloadRole<'m> {
    /// Key of the workload that the role is called after.
    pub key: &'m Text,
    /// Name of the ServiceAccount.
    pub service_account: &'m str,
    /// What `iam` says; `None`: the role is there to read secrets alone.
    pub iam: Option<&'m Iam>,
    /// What the Secrets Store CSI driver reads in the name of these pods.
    pub secrets: Vec<StoredSecret>,
}

impl WorkloadRole<'_> {
    /// The ARN of a role that exists already; `None`: kura makes it.
    pub fn existing(&self) -> Option<&str> {
        self.iam?.role_arn.as_ref().map(|arn| arn.as_str())
    }
}

impl Model {
    /// The roles of all workloads, by key, one for each ServiceAccount: for `iam`, and for the secrets that the CSI driver reads as the pod.
    ///
    /// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrate_eks.html>
    pub fn workload_roles(&self) -> Vec<WorkloadRole<'_>> {
        self.roles(|_| true)
    }

    /// The role of one ServiceAccount.
    pub fn workload_role(&self, service_account: &str) -> Option<WorkloadRole<'_>> {
        self.roles(|pod| pod.service_account.value == service_account).pop()
    }

    fn roles(&self, is_meant: impl Fn(&Pod) -> bool) -> Vec<WorkloadRole<'_>> {
        let mut roles = BTreeMap::<&str, WorkloadRole<'_>>::new();
        for (key, pod, iam) in self.workloads().filter(|(_, pod, _)| is_meant(pod)) {
            let secrets = self.mounted_secrets(pod);
            if iam.is_none() && secrets.is_empty() {
                continue;
            }
            let service_account = pod.service_account.as_str();
            let new = WorkloadRole { key, service_account, iam: None, secrets: Vec::new() };
            let role = roles.entry(service_account).or_insert(new);
            if let Some(iam) = iam {
                (role.key, role.iam) = (key, Some(iam));
            }
            role.secrets.extend(secrets);
            role.secrets.sort_by(|one, other| one.name.cmp(&other.name));
            role.secrets.dedup_by(|one, other| one.name == other.name);
        }
        let mut roles: Vec<_> = roles.into_values().collect();
        roles.sort_by(|one, other| one.key.value.cmp(&other.key.value));
        roles
    }

    /// Whether an annotation of the ServiceAccount names the role; else an association in EKS does.
    pub fn annotates_roles(&self) -> bool {
        self.cluster.as_ref().is_none_or(|cluster| cluster.addon_identity == AddonIdentity::Irsa)
    }

    /// Name of the role in IAM that kura makes for a workload.
    pub fn role_name(&self, role: &WorkloadRole<'_>) -> String {
        format!("{}-{}", self.project.name, role.key)
    }

    /// ARN of that role in an account.
    pub fn role_arn(&self, role: &WorkloadRole<'_>, account: &str) -> String {
        let region = self.cluster.as_ref().map_or("", |cluster| &cluster.region);
        format!("arn:{}:iam::{account}:role/{}", aws_partition(region), self.role_name(role))
    }

    /// The Secrets that the Secrets Store CSI driver fills: with that add-on, and without External Secrets.
    pub fn driver_secrets(&self) -> Vec<StoredSecret> {
        let fills = self.has_addon("secrets-store-csi-driver") && !self.has_addon("external-secrets");
        if fills { self.stored_secrets() } else { Vec::new() }
    }

    /// Those of them that a pod reads: the driver fills them when the pod mounts them.
    pub fn mounted_secrets(&self, pod: &Pod) -> Vec<StoredSecret> {
        let read = pod.secrets();
        self.driver_secrets().into_iter().filter(|secret| read.contains(secret.name.as_str())).collect()
    }
}
