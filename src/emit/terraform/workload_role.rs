//! `iam.tf`: what workloads may do in AWS.

use super::iam::{self, Principal};
use super::{address, header};
use crate::lang::hcl::{Block, Body, reference};
use crate::model::{Cluster, Iam, Model};
use crate::read::config::AddonIdentity;

/// A workload that has permissions of its own.
struct Workload<'a> {
    /// Its key.
    key: &'a str,
    /// Its ServiceAccount.
    service_account: &'a str,
    /// What it may do.
    iam: &'a Iam,
}

/// The roles of all workloads; `None` where none needs one.
pub(super) fn body(model: &Model, partition: &str) -> Option<Body> {
    let cluster = model.cluster.as_ref()?;
    let workloads = workloads(model);
    let roles = workloads.iter().flat_map(|workload| role(model, cluster, workload, partition));
    (!workloads.is_empty()).then(|| header().blocks(roles))
}

fn workloads(model: &Model) -> Vec<Workload<'_>> {
    let services = model.services.values().map(|service| (&service.key, &service.pod, &service.iam));
    let jobs = model.jobs.values().map(|job| (&job.key, &job.pod, &job.iam));
    let own = services.chain(jobs).filter_map(|(key, pod, iam)| {
        let iam = iam.as_ref().filter(|iam| iam.role_arn.is_none())?;
        Some(Workload { key, service_account: &pod.service_account, iam })
    });
    own.collect()
}

fn role(model: &Model, cluster: &Cluster, workload: &Workload<'_>, partition: &str) -> Vec<Block> {
    let key = workload.key;
    let namespace = model.kubernetes.namespace.as_str();
    let principal = match cluster.addon_identity {
        AddonIdentity::PodIdentity => Principal::PodIdentity,
        AddonIdentity::Irsa => Principal::ServiceAccount { namespace, name: workload.service_account },
    };
    let mut blocks = vec![iam::role(key, &format!("{}-{key}", model.project.name), &principal)];
    blocks.extend(iam::role_policies(key, partition, workload.iam));
    if cluster.addon_identity == AddonIdentity::PodIdentity {
        blocks.push(association(cluster, key, namespace, workload.service_account));
    }
    blocks
}

fn association(cluster: &Cluster, key: &str, namespace: &str, service_account: &str) -> Block {
    Block::new("resource", &["aws_eks_pod_identity_association", key])
        .attribute("cluster_name", address::cluster_name(cluster))
        .attribute("namespace", namespace)
        .attribute("service_account", service_account)
        .attribute("role_arn", reference(&format!("aws_iam_role.{key}.arn")))
}
