//! `iam.tf`: what workloads may do in AWS.

use super::iam::{self, Principal};
use super::{address, header, secret_access};
use crate::lang::hcl::{Block, Body, Expression, reference};
use crate::model::{Cluster, Model, WorkloadRole};

/// The roles of all workloads; `None` where none needs one.
pub(super) fn body(model: &Model, partition: &str) -> Option<Body> {
    let cluster = model.cluster.as_ref()?;
    let mut roles = model.workload_roles();
    // An annotation alone gives pods a role that exists.
    roles.retain(|role| role.existing().is_none() || !model.annotates_roles());
    let add = |body, role| with_role(body, model, cluster, role, partition);
    (!roles.is_empty()).then(|| roles.iter().fold(header(), add))
}

fn with_role(body: Body, model: &Model, cluster: &Cluster, role: &WorkloadRole<'_>, partition: &str) -> Body {
    let (body, arn) = match role.existing() {
        Some(arn) => (body, arn.into()),
        None => (
            made(body, model, cluster, role, partition),
            reference(&format!("aws_iam_role.{}.arn", role.key)),
        ),
    };
    if model.annotates_roles() { body } else { body.block(association(model, cluster, role, arn)) }
}

fn made(body: Body, model: &Model, cluster: &Cluster, role: &WorkloadRole<'_>, partition: &str) -> Body {
    let key = role.key.as_str();
    let account = Principal::ServiceAccount {
        cluster,
        namespace: &model.kubernetes.namespace,
        name: role.service_account,
    };
    let principal = if model.annotates_roles() { account } else { Principal::PodIdentity };
    let body = body
        .block(iam::role(key, &model.role_name(role), &principal))
        .blocks(role.iam.into_iter().flat_map(|iam| iam::role_policies(key, partition, iam)));
    match secret_access::policy(model, cluster, &role.secrets) {
        Some(policy) => body
            .comment("The Secrets Store CSI driver reads these in the name of the pods.")
            .block(iam::further_policy(key, "secrets", policy)),
        None => body,
    }
}

fn association(model: &Model, cluster: &Cluster, role: &WorkloadRole<'_>, arn: Expression) -> Block {
    Block::new("resource", &["aws_eks_pod_identity_association", role.key])
        .attribute("cluster_name", address::cluster_name(cluster))
        .attribute("namespace", model.kubernetes.namespace.as_str())
        .attribute("service_account", role.service_account)
        .attribute("role_arn", arn)
}
