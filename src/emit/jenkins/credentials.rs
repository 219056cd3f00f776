//! Credentials, bound around the steps that need them and no others; see
//! [Credentials Binding](https://www.jenkins.io/doc/pipeline/steps/credentials-binding/).

use super::scope::Scope;
use crate::lang::groovy::{Code, Node, block, call, list, literal, named};
use crate::model::{AwsLogin, Binding};
use crate::read::config::CredentialKind;

/// Steps with credentials; without any the steps alone.
pub(super) fn with(bindings: Vec<Code>, steps: Vec<Node>) -> Node {
    block(call("withCredentials", [list(bindings)]), steps)
}

/// Steps with credentials, if there are any.
pub(super) fn with_all(bindings: Vec<Code>, steps: Vec<Node>) -> Vec<Node> {
    if bindings.is_empty() { steps } else { vec![with(bindings, steps)] }
}

/// A credential that is a text.
pub(super) fn text(id: &str, variable: &str) -> Code {
    call("string", [named("credentialsId", literal(id)), named("variable", literal(variable))])
}

/// A credential under the variables that its kind has: `X`, or `X_USR` and `X_PSW`.
pub(super) fn binding(binding: &Binding) -> Code {
    let id = named("credentialsId", literal(&binding.credential));
    let variable = &binding.variable;
    let (user, password) = (format!("{variable}_USR"), format!("{variable}_PSW"));
    match binding.kind {
        CredentialKind::Text => text(&binding.credential, variable),
        CredentialKind::File => call("file", [id, named("variable", literal(variable))]),
        CredentialKind::UsernamePassword => call(
            "usernamePassword",
            [id, named("usernameVariable", literal(&user)), named("passwordVariable", literal(&password))],
        ),
        CredentialKind::SshKey => call(
            "sshUserPrivateKey",
            [
                id,
                named("keyFileVariable", literal(variable)),
                named("usernameVariable", literal(&user)),
                named("passphraseVariable", literal(&password)),
            ],
        ),
        CredentialKind::Aws => aws_key(&binding.credential),
    }
}

/// An AWS key under the names that the AWS tools read.
fn aws_key(id: &str) -> Code {
    call(
        "aws",
        [
            named("credentialsId", literal(id)),
            named("accessKeyVariable", literal("AWS_ACCESS_KEY_ID")),
            named("secretKeyVariable", literal("AWS_SECRET_ACCESS_KEY")),
        ],
    )
}

/// What makes the pipeline known to AWS; nothing where that is the agent's role.
pub(super) fn aws(scope: Scope<'_>) -> Vec<Code> {
    match &scope.jenkins.aws {
        None => Vec::new(),
        Some(AwsLogin::Credential(id)) => vec![aws_key(id)],
        Some(AwsLogin::Keys { access_key_id, secret_access_key }) => {
            vec![text(access_key_id, "AWS_ACCESS_KEY_ID"), text(secret_access_key, "AWS_SECRET_ACCESS_KEY")]
        }
    }
}

/// Steps that are known to AWS.
pub(super) fn with_aws(scope: Scope<'_>, steps: Vec<Node>) -> Vec<Node> {
    with_all(aws(scope), steps)
}
