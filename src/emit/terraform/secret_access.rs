//! The right to read secrets: exactly those that are named.

use super::iam::{allow, policy_document};
use crate::lang::hcl::{Expression, list, reference, template};
use crate::model::{Cluster, Model, Store, StoredSecret};
use crate::value::aws_partition;

/// A policy that allows to read these secrets; `None` without any.
///
/// Source: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html>
pub(super) fn policy(model: &Model, cluster: &Cluster, secrets: &[StoredSecret]) -> Option<Expression> {
    let of = |store| secrets.iter().filter(move |secret: &&StoredSecret| secret.store == store);
    let managed: Vec<_> = of(Store::SecretsManager).map(|secret| managed(model, cluster, secret)).collect();
    let parameters: Vec<_> = of(Store::ParameterStore).map(|secret| parameter(cluster, secret)).collect();
    let read = |service: &str, names: [&str; 2]| list(names.map(|name| format!("{service}:{name}")));
    let statements = [
        (!managed.is_empty()).then(|| {
            let actions = read("secretsmanager", ["DescribeSecret", "GetSecretValue"]);
            allow("ReadSecrets", actions, list(managed))
        }),
        (!parameters.is_empty()).then(|| {
            allow("ReadParameters", read("ssm", ["GetParameter", "GetParameters"]), list(parameters))
        }),
        // The password of a database is encrypted with the databases' own key.
        secrets
            .iter()
            .any(|secret| secret.remote.is_none())
            .then(|| allow("DecryptPasswords", "kms:Decrypt".into(), reference("aws_kms_key.databases.arn"))),
    ];
    let statements: Vec<_> = statements.into_iter().flatten().collect();
    (!statements.is_empty()).then(|| policy_document(statements))
}

fn managed(model: &Model, cluster: &Cluster, secret: &StoredSecret) -> Expression {
    match &secret.remote {
        Some(arn) if arn.starts_with("arn:") => arn.as_str().into(),
        // Secrets Manager adds a hyphen and six characters to every name.
        Some(name) => arn(cluster, "secretsmanager", format!(":secret:{name}-??????")),
        None => {
            let database = model.databases.values().find(|database| database.name.value == secret.name);
            let key = database.map_or("", |database| database.key.as_str());
            reference(&format!("aws_db_instance.{key}.master_user_secret[0].secret_arn"))
        }
    }
}

fn parameter(cluster: &Cluster, secret: &StoredSecret) -> Expression {
    let name = secret.remote.as_deref().unwrap_or_default();
    let slash = if name.starts_with('/') { "" } else { "/" };
    arn(cluster, "ssm", format!(":parameter{slash}{name}"))
}

fn arn(cluster: &Cluster, service: &str, rest: String) -> Expression {
    let begin = format!("arn:{}:{service}:{}:", aws_partition(&cluster.region), cluster.region);
    template([begin.into(), reference("data.aws_caller_identity.current.account_id"), rest.into()])
}
