//! IAM roles: who may take one, and what it may do.

use std::collections::BTreeMap;

use super::address::identity_provider;
use crate::lang::hcl::{Block, Expression, call, computed_object, list, object, reference, template};
use crate::model::{Cluster, Iam, Statement};
use crate::read::config::Text;

/// Who may take a role.
pub(super) enum Principal<'a> {
    /// A service of AWS, such as `eks.amazonaws.com`.
    Service(&'a str),
    /// Pods, by [EKS Pod Identity](https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
    PodIdentity,
    /// Pods of one ServiceAccount, by the cluster's OIDC provider (IRSA).
    ServiceAccount {
        /// The cluster.
        cluster: &'a Cluster,
        /// Namespace of the ServiceAccount.
        namespace: &'a str,
        /// Its name.
        name: &'a str,
    },
}

/// A role; its address is `aws_iam_role.<key>`.
///
/// `name` is its name in IAM: at most 64 characters.
pub(super) fn role(key: &str, name: &str, principal: &Principal<'_>) -> Block {
    Block::new("resource", &["aws_iam_role", key])
        .attribute("name", name)
        .attribute("assume_role_policy", policy_document([trust(principal)]))
}

/// The policies of a role: those attached, and one of its own for its statements.
pub(super) fn role_policies(key: &str, partition: &str, iam: &Iam) -> Vec<Block> {
    let mut blocks: Vec<_> =
        iam.policies.iter().map(|policy| attachment(key, &policy_arn(partition, policy))).collect();
    if !iam.statements.is_empty() {
        blocks.push(inline_policy(key, key, statements(&iam.statements)));
    }
    blocks
}

/// The policies of a group of users, as those of a role.
pub(super) fn group_policies(key: &str, partition: &str, iam: &Iam) -> Vec<Block> {
    let name = || reference(&format!("aws_iam_group.{key}.name"));
    let mut blocks: Vec<_> = iam
        .policies
        .iter()
        .map(|policy| {
            let label = format!("{key}_{}", policy_label(policy));
            Block::new("resource", &["aws_iam_group_policy_attachment", &label])
                .attribute("group", name())
                .attribute("policy_arn", policy_arn(partition, policy))
        })
        .collect();
    if !iam.statements.is_empty() {
        let block = Block::new("resource", &["aws_iam_group_policy", key])
            .attribute("name", key)
            .attribute("group", name())
            .attribute("policy", statements(&iam.statements));
        blocks.push(block);
    }
    blocks
}

/// The last part of a policy's name, as a part of an address.
fn policy_label(policy: &str) -> String {
    let name = policy.rsplit(['/', ':']).next().unwrap_or(policy);
    name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-', "_")
}

/// Attaches a policy to a role; the last part of its address is the role's key and the policy's name.
pub(super) fn attachment(key: &str, policy_arn: &str) -> Block {
    let label = format!("{key}_{}", policy_label(policy_arn));
    Block::new("resource", &["aws_iam_role_policy_attachment", &label])
        .attribute("role", reference(&format!("aws_iam_role.{key}.name")))
        .attribute("policy_arn", policy_arn)
}

/// A policy that belongs to one role alone.
pub(super) fn inline_policy(key: &str, name: &str, document: Expression) -> Block {
    role_policy(key, key, name, document)
}

/// A policy that belongs to one role alone, beside the one of the user's statements.
pub(super) fn further_policy(key: &str, name: &str, document: Expression) -> Block {
    role_policy(&format!("{key}_{name}"), key, name, document)
}

fn role_policy(label: &str, key: &str, name: &str, document: Expression) -> Block {
    Block::new("resource", &["aws_iam_role_policy", label])
        .attribute("name", name)
        .attribute("role", reference(&format!("aws_iam_role.{key}.id")))
        .attribute("policy", document)
}

/// The ARN of a policy that is named as in `kura.toml`: an AWS managed policy by its name, or an ARN.
pub(super) fn policy_arn(partition: &str, policy: &str) -> String {
    if policy.starts_with("arn:") {
        policy.to_owned()
    } else {
        format!("arn:{partition}:iam::aws:policy/{policy}")
    }
}

/// The user's statements as a policy document.
pub(super) fn statements(statements: &BTreeMap<String, Statement>) -> Expression {
    policy_document(statements.iter().map(|(sid, statement)| {
        let texts = |texts: &[Text]| list(texts.iter().map(|text| text.value.clone()));
        allow(sid, texts(&statement.actions), texts(&statement.resources))
    }))
}

/// A statement that allows actions on resources.
pub(super) fn allow(sid: &str, actions: Expression, resources: Expression) -> Expression {
    object([("Sid", sid.into()), ("Effect", "Allow".into()), ("Action", actions), ("Resource", resources)])
}

/// `jsonencode` of a policy with these statements.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html>
pub(super) fn policy_document(statements: impl IntoIterator<Item = Expression>) -> Expression {
    let document = object([("Version", "2012-10-17".into()), ("Statement", list(statements))]);
    call("jsonencode", [document])
}

fn trust(principal: &Principal<'_>) -> Expression {
    let service = |name: &str, actions: Expression| {
        object([
            ("Effect", "Allow".into()),
            ("Principal", object([("Service", name.into())])),
            ("Action", actions),
        ])
    };
    match principal {
        Principal::Service(name) => service(name, "sts:AssumeRole".into()),
        Principal::PodIdentity => {
            service("pods.eks.amazonaws.com", list(["sts:AssumeRole", "sts:TagSession"]))
        }
        Principal::ServiceAccount { cluster, namespace, name } => object([
            ("Effect", "Allow".into()),
            ("Principal", object([("Federated", identity_provider(cluster, "arn"))])),
            ("Action", "sts:AssumeRoleWithWebIdentity".into()),
            ("Condition", object([("StringEquals", service_account(cluster, namespace, name))])),
        ]),
    }
}

/// Which tokens of the OIDC provider count; the keys hold its address, which an apply makes known.
///
/// Source: <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>
fn service_account(cluster: &Cluster, namespace: &str, name: &str) -> Expression {
    let issuer = || call("replace", [identity_provider(cluster, "url"), "https://".into(), "".into()]);
    let claim = |name: &str| template([issuer(), format!(":{name}").into()]);
    computed_object([
        (claim("aud"), "sts.amazonaws.com".into()),
        (claim("sub"), format!("system:serviceaccount:{namespace}:{name}").into()),
    ])
}
