//! Where images live, and how to log in there.

use super::resolver::{Resolved, Resolver};
use crate::read::config::{self, CredentialKind, RegistryKind};
use crate::value::{registry_host, repository_path};

/// `[registry]`, with its defaults.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// Host of the registry; `None`: Docker Hub.
    pub host: Option<String>,
    /// How the pipeline logs in; `None`: it does not, and pushes as the agent is.
    pub login: Option<Login>,
    /// Name of the Kubernetes Secret with which nodes pull.
    pub pull_secret: Option<String>,
}

/// A login with a Jenkins credential.
#[derive(Debug, Clone)]
pub enum Login {
    /// Both user and password are in the credential of that id.
    UsernamePassword(String),
    /// A token is in the credential of that id.
    Token {
        /// Id of the credential.
        credential: String,
        /// The user the token belongs to.
        username: String,
    },
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Registry> {
    let config = cx.config;
    let Some(registry) = &config.registry else { return Some(Registry::default()) };
    let host = host(cx, registry);
    let login = login(cx, registry);
    if let Some(namespace) = &registry.namespace {
        cx.check(repository_path(namespace), namespace.span);
    }
    let pull_secret = match &registry.pull_secret {
        Some(name) => cx.kubernetes_secret(name).map(|(name, _)| Some(name.value.clone())),
        None => Some(None),
    };
    Some(Registry { host: host?, login: login?, pull_secret: pull_secret? })
}

fn host(cx: &mut Resolver<'_>, registry: &config::Registry) -> Resolved<Option<String>> {
    let kind = registry.kind.as_ref().map_or(RegistryKind::DockerHub, |kind| kind.value);
    match (kind, &registry.host) {
        (RegistryKind::DockerHub, None) => Some(None),
        (RegistryKind::DockerHub, Some(host)) => {
            cx.report
                .error("exclusive-keys", host.span, "Docker Hub has its own host")
                .help("remove `host`, or set `kind = \"other\"`");
            None
        }
        (RegistryKind::Other, Some(host)) => {
            cx.check(registry_host(host), host.span).then(|| Some(host.value.clone()))
        }
        (RegistryKind::Other, None) => {
            cx.report
                .error("missing-key", registry.span, "`host` is missing")
                .label("a registry of kind `other` needs the key `host`")
                .help("add `host = \"ghcr.io\"`, or the host you use");
            None
        }
        (RegistryKind::Ecr, _) => {
            let span = registry.kind.as_ref().map_or(registry.span, |kind| kind.span);
            cx.later(span, "an ECR registry", "use `docker_hub`, or `other` with a `host`");
            None
        }
    }
}

fn login(cx: &mut Resolver<'_>, registry: &config::Registry) -> Resolved<Option<Login>> {
    let Some(name) = &registry.credentials else { return Some(None) };
    let (id, kind) = cx.credential(name, &[CredentialKind::UsernamePassword, CredentialKind::Text])?;
    match (kind, &registry.username) {
        (CredentialKind::Text, Some(username)) => {
            Some(Some(Login::Token { credential: id.value.clone(), username: username.value.clone() }))
        }
        (CredentialKind::Text, None) => {
            cx.report
                .error("missing-key", registry.span, "`username` is missing")
                .label("this table needs the key `username`")
                .related(name.span, "a secret of kind `text` is a token and names no user")
                .help("add `username = \"...\"`, or set the secret's `kind` to `username_password`");
            None
        }
        (_, Some(username)) => {
            cx.report
                .error("username-twice", username.span, "the secret names the user already")
                .related(name.span, "a secret of kind `username_password` holds both")
                .help("remove `username`, or set the secret's `kind` to `text`");
            None
        }
        (_, None) => Some(Some(Login::UsernamePassword(id.value.clone()))),
    }
}
