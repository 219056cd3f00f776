//! Jenkins credentials, and the variables in which steps get them.

use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, AwsCredentials, CredentialKind, Text};

/// A credential that some steps get, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Binding {
    /// Id of the credential.
    pub credential: String,
    /// Its kind, which decides the variables: `X`, or `X_USR` and `X_PSW`.
    pub kind: CredentialKind,
    /// What the variables are called after.
    pub variable: String,
}

impl Binding {
    /// The variable that holds the secret itself; `None`: a file holds it, or only AWS' own programs read it.
    pub fn secret_variable(&self) -> Option<String> {
        match self.kind {
            CredentialKind::Text => Some(self.variable.clone()),
            CredentialKind::UsernamePassword => Some(format!("{}_PSW", self.variable)),
            CredentialKind::File | CredentialKind::SshKey | CredentialKind::Aws => None,
        }
    }
}

/// How the pipeline is known to AWS; without one it is the agent's instance role.
#[derive(Debug, Clone)]
pub enum AwsLogin {
    /// A credential of kind `aws`.
    Credential(String),
    /// Two credentials of kind `text`.
    Keys {
        /// Id of the one that holds the access key id.
        access_key_id: String,
        /// Id of the one that holds the secret access key.
        secret_access_key: String,
    },
}

/// How the pipeline is known to the cluster; without one it asks AWS.
#[derive(Debug, Clone)]
pub enum KubeLogin {
    /// A credential that is a kubeconfig.
    Kubeconfig(String),
    /// A credential that is a token.
    Token {
        /// Id of the credential.
        credential: String,
        /// Address of the API server.
        endpoint: String,
        /// Its certificate authority in base64; `None`: one that the agent trusts.
        certificate_authority: Option<String>,
    },
}

/// Kinds that a step can be given.
const BINDABLE: [CredentialKind; 5] = [
    CredentialKind::Text,
    CredentialKind::UsernamePassword,
    CredentialKind::File,
    CredentialKind::SshKey,
    CredentialKind::Aws,
];

impl Resolver<'_> {
    /// A credential of any kind, bound after a variable.
    pub(super) fn binding(&mut self, secret: &Text, variable: &str) -> Resolved<Binding> {
        self.binding_of(secret, variable, &BINDABLE)
    }

    /// A credential of some kinds, bound after a variable.
    pub(super) fn binding_of(
        &mut self,
        secret: &Text,
        variable: &str,
        kinds: &[CredentialKind],
    ) -> Resolved<Binding> {
        let (id, kind) = self.credential(secret, kinds)?;
        Some(Binding { credential: id.value.clone(), kind, variable: variable.to_owned() })
    }
}

pub(super) fn aws(cx: &mut Resolver<'_>, jenkins: &config::Jenkins) -> Resolved<Option<AwsLogin>> {
    let mut id = |name: &Text, kind| cx.credential(name, &[kind]).map(|(id, _)| id.value.clone());
    match &jenkins.aws_credentials {
        None => Some(None),
        Some(AwsCredentials::Secret(name)) => {
            id(name, CredentialKind::Aws).map(|id| Some(AwsLogin::Credential(id)))
        }
        Some(AwsCredentials::Keys(keys)) => {
            let access_key_id = id(&keys.access_key_id, CredentialKind::Text);
            let secret_access_key = id(&keys.secret_access_key, CredentialKind::Text);
            Some(Some(AwsLogin::Keys {
                access_key_id: access_key_id?,
                secret_access_key: secret_access_key?,
            }))
        }
    }
}

pub(super) fn kube(cx: &mut Resolver<'_>, jenkins: &config::Jenkins) -> Resolved<Option<KubeLogin>> {
    let Some(name) = &jenkins.kube_credentials else { return Some(None) };
    let (id, kind) = cx.credential(name, &[CredentialKind::File, CredentialKind::Text])?;
    if kind == CredentialKind::File {
        return Some(Some(KubeLogin::Kubeconfig(id.value.clone())));
    }
    let cluster = cx.config.cluster.as_ref();
    let Some(endpoint) = cluster.and_then(|cluster| cluster.endpoint.as_ref()) else {
        cx.report
            .error("missing-key", name.span, "a token does not say where the cluster is")
            .label("a secret of kind `text` is a token")
            .help("add `endpoint = \"https://...\"` to `[cluster]`, or name a secret of kind `file`: a kubeconfig");
        return None;
    };
    let authority = cluster.and_then(|cluster| cluster.certificate_authority.as_ref());
    let sound = cx.check(https(endpoint), endpoint.span)
        & authority.is_none_or(|authority| cx.check(base64(authority), authority.span));
    sound.then(|| {
        Some(KubeLogin::Token {
            credential: id.value.clone(),
            endpoint: endpoint.value.clone(),
            certificate_authority: authority.map(|authority| authority.value.clone()),
        })
    })
}

use super::check::{base64, https};
