//! The login at the registry, into a Docker configuration that only one build has; see
//! [`docker login`](https://docs.docker.com/reference/cli/docker/login/).

use super::with_credentials;
use crate::lang::groovy::{Node, call, literal, named, sh};
use crate::lang::shell;
use crate::model::{Login, Registry};

/// Logs in before the build, so that base images are pulled as that user too.
pub(super) fn log_in(registry: &Registry, login: &Login) -> Node {
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
            let id = named("credentialsId", literal(credential));
            let binding = call("string", [id, named("variable", literal("REGISTRY_PASSWORD"))]);
            (binding, shell::quote(username))
        }
    };
    let host = registry.host.as_ref().map(|host| format!(" {}", shell::quote(host))).unwrap_or_default();
    let script = [
        "set +x".to_owned(),
        r#"printf '%s' "$REGISTRY_PASSWORD" |"#.to_owned(),
        format!("    docker login --username {username} --password-stdin{host}"),
    ];
    with_credentials(binding, [sh(&script.join("\n"))])
}

/// Logs out again.
pub(super) fn log_out(registry: &Registry) -> String {
    shell::join(["docker", "logout"].into_iter().chain(registry.host.as_deref()))
}
