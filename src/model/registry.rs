//! Where images live, and how to log in there.

use super::Image;
use super::resolver::{Resolved, Resolver, is_on};
use crate::read::config::{self, Config, CredentialKind, RegistryKind, TagMutability};
use crate::span::{Span, Spanned};
use crate::value::{printable_line, registry_host, repository_path};

/// `[registry]`, with its defaults.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// Host of the registry; `None`: Docker Hub, or an ECR whose account the pipeline asks for.
    pub host: Option<String>,
    /// Amazon ECR; `None`: it is another registry.
    pub ecr: Option<Ecr>,
    /// How the pipeline logs in; `None`: it does not, and pushes as the agent is.
    pub login: Option<Login>,
    /// Name of the Kubernetes Secret with which nodes pull.
    pub pull_secret: Option<String>,
}

/// The registry of the project's account and region.
#[derive(Debug, Clone)]
pub struct Ecr {
    /// Region.
    pub region: String,
    /// What follows the account in its host: `.dkr.ecr.<region>.amazonaws.com`.
    pub host_suffix: String,
    /// The repositories that Terraform makes; `None`: they exist.
    pub repositories: Option<Repositories>,
}

impl Ecr {
    /// An image's repository without its registry's host, which stands there where the account is known.
    pub fn repository_name<'i>(&self, image: &'i Image) -> &'i str {
        let parts = image.repository.split_once('/').filter(|(host, _)| host.ends_with(&self.host_suffix));
        parts.map_or(image.repository.as_str(), |(_, name)| name)
    }
}

/// Repositories that Terraform makes, one for each image.
#[derive(Debug, Clone)]
pub struct Repositories {
    /// Whether tags can be moved.
    pub tag_mutability: TagMutability,
    /// How many images each keeps.
    pub keep_images: i64,
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
    let ecr = ecr(cx, registry);
    let host = host(cx, registry);
    let login = login(cx, registry);
    if let Some(namespace) = &registry.namespace {
        cx.check(repository_path(namespace), namespace.span);
    }
    let pull_secret = match &registry.pull_secret {
        Some(name) => cx.kubernetes_secret(name).map(|(name, _)| Some(name.value.clone())),
        None => Some(None),
    };
    Some(Registry { host: host?, ecr: ecr?, login: login?, pull_secret: pull_secret? })
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
        (RegistryKind::Ecr, Some(host)) => {
            cx.report
                .error("exclusive-keys", host.span, "ECR's host follows from account and region")
                .help("remove `host`; `project.account_id` may say the account");
            None
        }
        (RegistryKind::Ecr, None) => Some(ecr_host(cx.config)),
    }
}

/// The host of ECR, where the account is known without asking.
pub(super) fn ecr_host(config: &config::Config) -> Option<String> {
    let (account, region) = (config.project.account_id.as_ref()?, config.project.region.as_ref()?);
    Some(format!("{account}{}", ecr_host_suffix(region)))
}

/// Source: <https://docs.aws.amazon.com/general/latest/gr/ecr.html>
fn ecr_host_suffix(region: &str) -> String {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    format!(".dkr.ecr.{region}.{domain}")
}

/// Where the registry is said to be in ECR.
pub(in crate::model) fn of_ecr(config: &Config) -> Option<Span> {
    let kind = config.registry.as_ref()?.kind?;
    (kind.value == RegistryKind::Ecr).then_some(kind.span)
}

fn ecr(cx: &mut Resolver<'_>, registry: &config::Registry) -> Resolved<Option<Ecr>> {
    if of_ecr(cx.config).is_none() {
        return only_ecr(cx, registry).then_some(None);
    }
    if let Some(credentials) = &registry.credentials {
        cx.report
            .error("exclusive-keys", credentials.span, "ECR asks for an AWS identity, not for a password")
            .help("remove `credentials`; `jenkins.aws_credentials` is the identity, else the agent's role");
        return None;
    }
    // Without one, the project says that it is missing.
    let region = cx.config.project.region.as_ref()?;
    let repositories = repositories(cx, registry)?;
    Some(Some(Ecr { region: region.value.clone(), host_suffix: ecr_host_suffix(region), repositories }))
}

fn repositories(cx: &mut Resolver<'_>, registry: &config::Registry) -> Resolved<Option<Repositories>> {
    let keep = registry.keep_images.unwrap_or(Spanned::new(30, registry.span));
    // AWS takes more, but nobody looks at more.
    let sound = cx.within(keep, 1, 1000, "images");
    if !is_on(registry.create_repositories.as_ref(), true) {
        return sound.then_some(None);
    }
    let tag_mutability = registry.image_tag_mutability.as_ref();
    sound.then(|| {
        Some(Repositories {
            tag_mutability: tag_mutability.map_or(TagMutability::Immutable, |written| written.value),
            keep_images: keep.value,
        })
    })
}

/// Keys about repositories of ECR mean nothing elsewhere.
fn only_ecr(cx: &mut Resolver<'_>, registry: &config::Registry) -> bool {
    let keys = [
        registry.create_repositories.as_ref().map(|key| key.span),
        registry.image_tag_mutability.as_ref().map(|key| key.span),
        registry.keep_images.as_ref().map(|key| key.span),
    ];
    let Some(span) = keys.into_iter().flatten().next() else { return true };
    cx.report
        .error("exclusive-keys", span, "only repositories of ECR are made by Terraform")
        .help("remove the key, or set `kind = \"ecr\"`");
    false
}

fn login(cx: &mut Resolver<'_>, registry: &config::Registry) -> Resolved<Option<Login>> {
    let Some(name) = &registry.credentials else { return Some(None) };
    let (id, kind) = cx.credential(name, &[CredentialKind::UsernamePassword, CredentialKind::Text])?;
    match (kind, &registry.username) {
        (CredentialKind::Text, Some(username)) => cx
            .check(printable_line(username), username.span)
            .then(|| Some(Login::Token { credential: id.value.clone(), username: username.value.clone() })),
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
