//! How a stage reaches the cluster.

use super::credentials;
use super::print::{print, words};
use super::scope::Scope;
use crate::lang::groovy::{Code, Node, after_variable, assign, call, line, literal, named, retry, sh};
use crate::lang::shell;
use crate::model::KubeLogin;

/// Variables of a stage that talks to the cluster.
pub(super) fn environment(scope: Scope<'_>) -> Vec<Node> {
    if !writes_kubeconfig(scope) {
        return Vec::new();
    }
    vec![line(assign("KUBECONFIG", after_variable("WORKSPACE_TMP", "/kubeconfig")))]
}

/// Whether the stage writes a kubeconfig of its own, which it must not leave behind.
pub(super) fn writes_kubeconfig(scope: Scope<'_>) -> bool {
    match &scope.jenkins.kube {
        Some(KubeLogin::Kubeconfig(_)) => false,
        Some(KubeLogin::Token { .. }) => true,
        None => scope.model.cluster.is_some(),
    }
}

/// Steps that may talk to the cluster.
pub(super) fn with_cluster(scope: Scope<'_>, steps: Vec<Node>) -> Vec<Node> {
    credentials::with_all(bindings(scope), steps)
}

/// The first step of a stage: what says where the cluster is.
pub(super) fn log_in(scope: Scope<'_>) -> Option<Node> {
    match &scope.jenkins.kube {
        Some(KubeLogin::Kubeconfig(_)) => None,
        Some(KubeLogin::Token { credential, endpoint, certificate_authority }) => {
            let script = kubeconfig(endpoint, certificate_authority.as_deref());
            let token = credentials::text(credential, "KUBE_TOKEN");
            Some(credentials::with(vec![token], vec![sh(&script)]))
        }
        None => scope.model.cluster.as_ref().map(|cluster| {
            let words =
                ["aws", "eks", "update-kubeconfig", "--name", &cluster.name, "--region", &cluster.region];
            retry([sh(&shell::join(words))])
        }),
    }
}

fn bindings(scope: Scope<'_>) -> Vec<Code> {
    match &scope.jenkins.kube {
        Some(KubeLogin::Kubeconfig(id)) => {
            let file = [named("credentialsId", literal(id)), named("variable", literal("KUBECONFIG"))];
            credentials::aws(scope).into_iter().chain([call("file", file)]).collect()
        }
        _ => credentials::aws(scope),
    }
}

/// Writes a kubeconfig; the token reaches it through a builtin of the shell, on no command line.
///
/// Source: <https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/>
fn kubeconfig(endpoint: &str, certificate_authority: Option<&str>) -> String {
    let mut cluster = serde_json::json!({ "server": endpoint });
    if let (Some(object), Some(authority)) = (cluster.as_object_mut(), certificate_authority) {
        object.insert("certificate-authority-data".to_owned(), authority.into());
    }
    let config = serde_json::json!({
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{ "name": "cluster", "cluster": cluster }],
        "contexts": [{ "name": "cluster", "context": { "cluster": "cluster", "user": "jenkins" } }],
        "current-context": "cluster",
        "users": [{ "name": "jenkins", "user": {} }],
    });
    let mut lines = words(config);
    // `user: {}` is the last line; the token takes its place.
    lines.pop();
    lines.push(shell::quote("  user:"));
    lines.push("\"    token: $KUBE_TOKEN\"".to_owned());
    format!("set +x\numask 077\n{}", print(&lines, "> \"$KUBECONFIG\""))
}
