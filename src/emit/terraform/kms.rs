//! KMS keys of kura's own.

use super::iam::policy_document;
use crate::lang::hcl::{Block, Expression, list, object, reference, template};

/// A key that rotates, and the alias under which the console shows it: `alias/<project>-<key>`.
///
/// `services` are those of AWS that use it for themselves, such as `cloudwatch.amazonaws.com`; others use it
/// with the rights of who calls them.
pub(super) fn key(
    project: &str,
    partition: &str,
    key: &str,
    description: &str,
    services: &[&str],
) -> [Block; 2] {
    let statements = [account(partition)].into_iter().chain(services.iter().map(|name| service(name)));
    let made = Block::new("resource", &["aws_kms_key", key])
        .attribute("description", description)
        .attribute("enable_key_rotation", true)
        .attribute("policy", policy_document(statements));
    let alias = Block::new("resource", &["aws_kms_alias", key])
        .attribute("name", format!("alias/{project}-{key}"))
        .attribute("target_key_id", reference(&format!("aws_kms_key.{key}.key_id")));
    [made, alias]
}

/// The account's own IAM decides who may do what with the key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn account(partition: &str) -> Expression {
    let root = template([
        format!("arn:{partition}:iam::").into(),
        reference("data.aws_caller_identity.current.account_id"),
        ":root".into(),
    ]);
    object([
        ("Sid", "Account".into()),
        ("Effect", "Allow".into()),
        ("Principal", object([("AWS", root)])),
        ("Action", "kms:*".into()),
        ("Resource", "*".into()),
    ])
}

fn service(name: &str) -> Expression {
    let sid: String = name.split(['.', '-']).take(1).collect();
    let actions = list(["kms:Decrypt", "kms:GenerateDataKey*"]);
    object([
        ("Sid", capitalized(&sid).into()),
        ("Effect", "Allow".into()),
        ("Principal", object([("Service", name.into())])),
        ("Action", actions),
        ("Resource", "*".into()),
    ])
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
