//! Deletes objects that kura no longer emits, after they were listed.

use crate::emit::jenkins::SCRATCH;
use crate::emit::jenkins::scope::Scope;
use crate::lang::groovy::{Node, comment, sh};
use crate::lang::shell;

/// Kinds that hold no data of the user's: neither volumes nor Secrets nor namespaces are ever deleted.
const KINDS: &str = "deployments,statefulsets,services,ingresses,configmaps,horizontalpodautoscalers,\
    poddisruptionbudgets,networkpolicies,cronjobs,serviceaccounts";

/// The steps: the list first, in the log, then the deletion.
pub(super) fn steps(scope: Scope<'_>) -> Vec<Node> {
    let namespace = format!("--namespace={}", scope.model.kubernetes.namespace);
    let labels =
        format!("app.kubernetes.io/managed-by=kura,app.kubernetes.io/part-of={}", scope.model.project.name);
    let manifests = scope.model.outputs.manifests.as_str();
    let wanted = format!(
        "kubectl kustomize {} |\n    kubectl get --filename=- --ignore-not-found --output=name | sort > {SCRATCH}/wanted",
        shell::quote(manifests)
    );
    let found = shell::join(["kubectl", "get", KINDS, &namespace, "--selector", &labels, "--output=name"]);
    let list = format!(
        "mkdir -p {SCRATCH}\n{wanted}\n{found} | sort > {SCRATCH}/found\ncomm -13 {SCRATCH}/wanted {SCRATCH}/found | tee {SCRATCH}/stale"
    );
    let delete =
        format!("xargs --no-run-if-empty kubectl delete {} < {SCRATCH}/stale", shell::quote(&namespace));
    vec![
        comment(
            "What kura.toml no longer asks for: first the list, then its deletion (jenkins.stages.deploy.prune).",
        ),
        sh(&list),
        sh(&delete),
    ]
}
