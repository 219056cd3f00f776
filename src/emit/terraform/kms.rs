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
    /// Who may use it beside the account: services of AWS that do so for themselves, not with the rights of who calls
    /// them.
    pub statements: Vec<Expression>,
}

impl Key<'_> {
    /// The key, below why there is one, and its alias.
    pub(super) fn blocks(self, partition: &str, why: &str) -> [Block; 2] {
        let statements = [account(partition)].into_iter().chain(self.statements);
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
    object(statement("IamDecides", object([("AWS", root)]), "kms:*".into()))
}

/// A service that reads and writes with it, such as `cloudwatch.amazonaws.com`.
pub(super) fn service(name: &str) -> Expression {
    let actions = list(["kms:Decrypt", "kms:GenerateDataKey*"]);
    object(statement("ServiceEncrypts", object([("Service", name.into())]), actions))
}

/// CloudWatch Logs, for the log groups of this account and region alone.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>
pub(super) fn log_groups(partition: &str, region: &str) -> Expression {
    let actions = ["Encrypt*", "Decrypt*", "ReEncrypt*", "GenerateDataKey*", "Describe*"];
    let actions = list(actions.map(|action| format!("kms:{action}")));
    let service = object([("Service", format!("logs.{region}.amazonaws.com").into())]);
    let groups = template([
        format!("arn:{partition}:logs:{region}:").into(),
        reference("data.aws_caller_identity.current.account_id"),
        ":log-group:*".into(),
    ]);
    let context = object([("kms:EncryptionContext:aws:logs:arn", groups)]);
    let condition = ("Condition", object([("ArnLike", context)]));
    object(statement("LogGroupsEncrypt", service, actions).into_iter().chain([condition]))
}

fn statement(sid: &str, principal: Expression, actions: Expression) -> [(&'static str, Expression); 5] {
    [
        ("Sid", sid.into()),
        ("Effect", "Allow".into()),
        ("Principal", principal),
        ("Action", actions),
        ("Resource", "*".into()),
    ]
}
