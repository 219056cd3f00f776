//! Secrets of Kubernetes that the pipeline fills from Jenkins credentials.

use serde_json::json;

use crate::emit::jenkins::credentials;
use crate::emit::jenkins::print::{print, words};
use crate::emit::jenkins::scope::Scope;
use crate::lang::groovy::{Node, sh};
use crate::model::{Binding, Secret};
use crate::read::config::CredentialKind;

/// What the variables of the credential are called after.
const VARIABLE: &str = "SECRET";

/// Fills one Secret, whose value stays off every command line: `printf` is a builtin of the shell.
///
/// `--server-side` keeps the value out of the annotation in which `apply` would remember it.
pub(super) fn fill(scope: Scope<'_>, secret: &Secret) -> Node {
    let name = secret.kubernetes.as_ref().map_or("", |name| &name.value);
    let credential = secret.jenkins.as_ref().map_or(String::new(), |id| id.value.clone());
    let pull = scope.model.registry.pull_secret.as_deref() == Some(name);
    let mut manifest = words(json!({
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": name,
            "namespace": scope.model.kubernetes.namespace,
            "labels": { "app.kubernetes.io/managed-by": "kura" },
        },
        "type": if pull { "kubernetes.io/dockerconfigjson" } else { "Opaque" },
    }));
    manifest.push("data:".to_owned());
    let mut lines = vec!["set +x".to_owned()];
    if pull {
        lines.push(docker_config(scope));
        manifest
            .push("\"  .dockerconfigjson: $(printf '%s' \"$config\" | base64 | tr -d '\\n')\"".to_owned());
    } else {
        manifest.extend(
            secret
                .keys
                .iter()
                .zip(values(secret.kind))
                .map(|(key, value)| format!("\"  {key}: $({value} | base64 | tr -d '\\n')\"")),
        );
    }
    lines.push(print(&manifest, "| kubectl apply --server-side --force-conflicts --filename=-"));
    let binding = Binding { credential, kind: secret.kind, variable: VARIABLE.to_owned() };
    credentials::with(vec![credentials::binding(&binding)], vec![sh(&lines.join("\n"))])
}

/// What prints each part of a credential.
fn values(kind: CredentialKind) -> &'static [&'static str] {
    match kind {
        CredentialKind::Text => &["printf '%s' \"$SECRET\""],
        CredentialKind::File | CredentialKind::SshKey => &["cat \"$SECRET\""],
        CredentialKind::UsernamePassword => &["printf '%s' \"$SECRET_USR\"", "printf '%s' \"$SECRET_PSW\""],
        CredentialKind::Aws => {
            &["printf '%s' \"$AWS_ACCESS_KEY_ID\"", "printf '%s' \"$AWS_SECRET_ACCESS_KEY\""]
        }
    }
}

/// A login as nodes read it.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/>
fn docker_config(scope: Scope<'_>) -> String {
    let host = scope.model.registry.host.as_deref().unwrap_or("https://index.docker.io/v1/");
    [
        "auth=$(printf '%s' \"$SECRET_USR:$SECRET_PSW\" | base64 | tr -d '\\n')".to_owned(),
        format!("config=$(printf '{{\"auths\":{{\"%s\":{{\"auth\":\"%s\"}}}}}}' {host} \"$auth\")"),
    ]
    .join("\n")
}
