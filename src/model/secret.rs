//! Names of secrets, and where their values live; never a value.

use std::collections::BTreeMap;

use super::config_map::data_key;
use super::resolver::{Resolved, Resolver, words};
use crate::read::Entry;
use crate::read::config::{self, CredentialKind, Text};
use crate::span::Span;
use crate::value::{Problem, dns_subdomain, printable_line, secrets_manager_name, ssm_parameter_name};

/// One of `[secrets]`.
#[derive(Debug, Clone)]
pub struct Secret {
    /// Where its table stands.
    pub span: Span,
    /// Its key in `kura.toml`.
    pub key: Text,
    /// Id of the Jenkins credential.
    pub jenkins: Option<Text>,
    /// Kind of that credential.
    pub kind: CredentialKind,
    /// Name of the Kubernetes Secret.
    pub kubernetes: Option<Text>,
    /// Keys of the Kubernetes Secret; empty when they are not known.
    pub keys: Vec<String>,
    /// Name or ARN of a secret in AWS Secrets Manager.
    pub secrets_manager: Option<Text>,
    /// Name of an SSM parameter.
    pub ssm: Option<Text>,
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Secret>> {
    let config = cx.config;
    cx.each(&config.secrets, one)
}

fn one(cx: &mut Resolver<'_>, entry: &Entry<config::Secret>) -> Resolved<Secret> {
    let secret = &entry.value;
    let filled = filled(cx, entry);
    let named = names(cx, secret);
    let keys = secret.keys.iter().flat_map(|keys| keys.iter());
    let keyed = keys.fold(true, |sound, key| sound & cx.check(data_key(key), key.span));
    (named && filled && keyed).then(|| Secret {
        span: secret.span,
        key: entry.key.clone(),
        jenkins: secret.jenkins.clone(),
        kind: secret.kind.as_ref().map_or(CredentialKind::Text, |kind| kind.value),
        kubernetes: secret.kubernetes.clone(),
        keys: words(secret.keys.as_ref()),
        secrets_manager: secret.secrets_manager.clone(),
        ssm: secret.ssm.clone(),
    })
}

/// Checks what the secret is called where it lives.
fn names(cx: &mut Resolver<'_>, secret: &config::Secret) -> bool {
    let mut sound = true;
    let mut check = |name: &Option<Text>, of: fn(&str) -> Result<(), Problem>| {
        sound &= name.as_ref().is_none_or(|name| cx.check(of(name), name.span));
    };
    check(&secret.kubernetes, dns_subdomain);
    check(&secret.jenkins, printable_line);
    check(&secret.secrets_manager, secrets_manager_name);
    check(&secret.ssm, ssm_parameter_name);
    sound
}

/// The parts of a credential that become keys of a Secret, in the order of `keys`.
const fn parts(kind: CredentialKind) -> usize {
    match kind {
        CredentialKind::Text | CredentialKind::File | CredentialKind::SshKey => 1,
        CredentialKind::UsernamePassword | CredentialKind::Aws => 2,
    }
}

/// What the pipeline puts into a Secret needs names there, but for a pull secret, whose key Kubernetes knows.
fn filled(cx: &mut Resolver<'_>, entry: &Entry<config::Secret>) -> bool {
    let secret = &entry.value;
    let (Some(_), Some(kubernetes)) = (&secret.jenkins, &secret.kubernetes) else { return true };
    let kind = secret.kind.as_ref().map_or(CredentialKind::Text, |kind| kind.value);
    let pull = cx.config.registry.as_ref().and_then(|registry| registry.pull_secret.as_ref());
    if pull.is_some_and(|pull| pull.value == entry.key.value) {
        return cx.credential(&entry.key, &[CredentialKind::UsernamePassword]).is_some();
    }
    let (has, wants) = (secret.keys.as_ref().map_or(0, |keys| keys.len()), parts(kind));
    if has != wants {
        let example = if wants == 1 { "[\"token\"]" } else { "[\"username\", \"password\"]" };
        cx.report
            .error(
                "credential-without-keys",
                kubernetes.span,
                "the pipeline does not know which keys to fill",
            )
            .label(format!("a credential of kind `{}` fills {wants}, and `keys` names {has}", kind.word()))
            .help(format!("add `keys = {example}`"));
    }
    has == wants
}

impl<'a> Resolver<'a> {
    /// The Jenkins credential of a secret: its id and kind, which must be one of `kinds`.
    pub(super) fn credential(
        &mut self,
        name: &Text,
        kinds: &[CredentialKind],
    ) -> Resolved<(&'a Text, CredentialKind)> {
        let config = self.config;
        let secret = self.find(&config.secrets, "secret", name)?;
        let Some(id) = &secret.jenkins else {
            self.lives_elsewhere(name, secret.span, "jenkins = \"<credential id>\"", "Jenkins");
            return None;
        };
        let kind = secret.kind.as_ref().map_or(CredentialKind::Text, |kind| kind.value);
        if kinds.contains(&kind) {
            return Some((id, kind));
        }
        let wanted = kinds.iter().map(|kind| format!("`{}`", kind.word())).collect::<Vec<_>>().join(" or ");
        self.report
            .error(
                "wrong-credential-kind",
                name.span,
                format!("the secret `{name}` is of kind `{}`", kind.word()),
            )
            .label(format!("a credential of kind {wanted} is needed here"))
            .related(secret.kind.as_ref().map_or(secret.span, |kind| kind.span), "its kind")
            .help(format!("name another secret, or set its `kind` to {wanted}"));
        None
    }

    /// The name of a secret's Kubernetes Secret.
    pub(super) fn kubernetes_secret(&mut self, name: &Text) -> Resolved<(&'a Text, &'a config::Secret)> {
        let config = self.config;
        let secret = self.find(&config.secrets, "secret", name)?;
        if secret.kubernetes.is_none() {
            self.lives_elsewhere(name, secret.span, "kubernetes = \"<name of the Secret>\"", "Kubernetes");
        }
        secret.kubernetes.as_ref().map(|kubernetes| (kubernetes, secret))
    }

    fn lives_elsewhere(&mut self, name: &Text, secret: Span, key: &str, place: &str) {
        self.report
            .error(
                "secret-lives-elsewhere",
                name.span,
                format!("the secret `{name}` does not live in {place}"),
            )
            .related(secret, "it is declared here")
            .help(format!("add `{key}` to `[secrets.{name}]`"));
    }
}
