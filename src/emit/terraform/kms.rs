//! KMS keys of kura's own.

use super::iam::policy_document;
use crate::lang::hcl::{Block, Expression, list, object, reference, template};

/// A key that rotates, and its alias.
pub(super) struct Key<'a> {
    /// The last part of its address.
    pub address: &'a str,
    /// What the console calls it, without `alias/`.
    pub alias: &'a str,
    /// What it encrypts.
    pub description: &'a str,
    /// The services of AWS that use it for themselves, such as `cloudwatch.amazonaws.com`; others use it with the
    /// rights of who calls them.
    pub services: &'a [&'a str],
}

impl Key<'_> {
    /// The key, below why there is one, and its alias.
    pub(super) fn blocks(&self, partition: &str, why: &str) -> [Block; 2] {
        let statements =
            [account(partition)].into_iter().chain(self.services.iter().map(|name| service(name)));
        let key = Block::new("resource", &["aws_kms_key", self.address])
            .comment(&format!("{why}."))
            .attribute("description", self.description)
            .attribute("enable_key_rotation", true)
            .attribute("policy", policy_document(statements));
        let alias = Block::new("resource", &["aws_kms_alias", self.address])
            .attribute("name", format!("alias/{}", self.alias))
            .attribute("target_key_id", reference(&format!("aws_kms_key.{}.key_id", self.address)));
        [key, alias]
    }
}

/// The account may do everything with the key, as IAM allows; without that nobody could change it any more.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
fn account(partition: &str) -> Expression {
    let root = template([
        format!("arn:{partition}:iam::").into(),
        reference("data.aws_caller_identity.current.account_id"),
        ":root".into(),
    ]);
    statement("IamDecides", object([("AWS", root)]), "kms:*".into())
}

fn service(name: &str) -> Expression {
    let actions = list(["kms:Decrypt", "kms:GenerateDataKey*"]);
    statement("ServiceEncrypts", object([("Service", name.into())]), actions)
}

fn statement(sid: &str, principal: Expression, actions: Expression) -> Expression {
    object([
        ("Sid", sid.into()),
        ("Effect", "Allow".into()),
        ("Principal", principal),
        ("Action", actions),
        ("Resource", "*".into()),
    ])
}
