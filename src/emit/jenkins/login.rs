//! The login at the registry, into a Docker configuration that only one build has; see
//! [`docker login`](https://docs.docker.com/reference/cli/docker/login/).

use super::credentials;
use super::scope::{SCRATCH, Scope};
use crate::emit::aws_account::ASKED;
use crate::lang::groovy::{Node, call, literal, named, retry, sh};
use crate::lang::shell;
use crate::model::{Ecr, Login, Registry};

/// Whether the pipeline logs in at all.
pub(super) fn is_needed(scope: Scope<'_>) -> bool {
    scope.model.registry.login.is_some() || scope.model.registry.ecr.is_some()
}

/// Whether only AWS knows which account the registry is of.
pub(super) fn asks_for_account(scope: Scope<'_>) -> bool {
    scope.model.registry.ecr.is_some() && scope.model.registry.host.is_none()
}

/// Logs in before the build, so that base images are pulled as that user too.
pub(super) fn log_in(scope: Scope<'_>) -> Vec<Node> {
    let registry = &scope.model.registry;
    if let Some(ecr) = &registry.ecr {
        return credentials::with_aws(scope, vec![retry([sh(&ecr_script(registry, ecr))])]);
    }
    registry.login.iter().map(|login| with_password(registry, login)).collect()
}

/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html>
fn ecr_script(registry: &Registry, ecr: &Ecr) -> String {
    let mut lines = Vec::new();
    let host = registry.host.clone().unwrap_or_else(|| {
        lines.push(format!("account={ASKED}"));
        lines.push(format!("mkdir -p {SCRATCH}"));
        lines.push(format!("printf '%s' \"$account{}\" > {SCRATCH}/registry", ecr.host_suffix));
        format!("\"$account{}\"", ecr.host_suffix)
    });
    // Behind a pipe nobody would see that AWS refused.
    lines.push("set +x".to_owned());
    lines.push(format!("password=$(aws ecr get-login-password --region {})", ecr.region));
    lines.push("printf '%s' \"$password\" |".to_owned());
    lines.push(format!("    docker login --username AWS --password-stdin {host}"));
    lines.join("\n")
}

fn with_password(registry: &Registry, login: &Login) -> Node {
    let (binding, username) = match login {
        Login::UsernamePassword(id) => {
            let binding = call(
                "usernamePassword",
                [
                    named("credentialsId", literal(id)),
                    named("usernameVariable", literal("REGISTRY_USERNAME")),
                    named("passwordVariable", literal("REGISTRY_PASSWORD")),
                ],
            );
            (binding, r#""$REGISTRY_USERNAME""#.to_owned())
        }
        Login::Token { credential, username } => {
            (credentials::text(credential, "REGISTRY_PASSWORD"), shell::quote(username))
        }
    };
    let host = registry.host.as_ref().map(|host| format!(" {}", shell::quote(host))).unwrap_or_default();
    let script = [
        "set +x".to_owned(),
        r#"printf '%s' "$REGISTRY_PASSWORD" |"#.to_owned(),
        format!("    docker login --username {username} --password-stdin{host}"),
    ];
    credentials::with(vec![binding], vec![sh(&script.join("\n"))])
}

/// Logs out again: lines of a script.
pub(super) fn log_out(scope: Scope<'_>) -> Vec<String> {
    if !is_needed(scope) {
        return Vec::new();
    }
    let host = scope.model.registry.host.as_deref();
    let log_out = if asks_for_account(scope) {
        format!("docker logout \"$(cat {SCRATCH}/registry)\"")
    } else {
        shell::join(["docker", "logout"].into_iter().chain(host))
    };
    vec![format!("{log_out} || true"), "rm -rf \"$DOCKER_CONFIG\"".to_owned()]
}
