//! Deletes objects that kura no longer emits, after they were listed.

use crate::emit::jenkins::scope::{SCRATCH, Scope};
use crate::lang::groovy::{Node, comment, sh};
use crate::lang::shell;
use crate::model::Job;

/// Kinds that hold no data of the user's: neither volumes nor Secrets nor namespaces are ever deleted.
const KINDS: &str = "kinds=deployments,statefulsets,cronjobs,services,ingresses,configmaps,serviceaccounts
kinds=$kinds,horizontalpodautoscalers,poddisruptionbudgets,networkpolicies";

/// The steps: the list first, in the log, then the deletion.
///
/// No pipe hides that a command failed: a list of wanted objects that is too short would delete the others.
pub(super) fn steps(scope: Scope<'_>) -> Vec<Node> {
    let namespace = format!("--namespace={}", scope.model.kubernetes.namespace);
    let labels =
        format!("app.kubernetes.io/managed-by=kura,app.kubernetes.io/part-of={}", scope.model.project.name);
    let base = &scope.model.outputs.manifests;
    let jobs = scope.model.jobs.values().filter_map(Job::folder).map(|folder| base.file(&folder).to_string());
    let mut list = vec![format!("mkdir -p {SCRATCH}"), format!(": > {SCRATCH}/wanted")];
    for folder in [base.to_string()].into_iter().chain(jobs) {
        let kustomize = shell::join(["kubectl", "kustomize", &folder]);
        list.push(format!("{kustomize} > {SCRATCH}/objects.yaml"));
        list.push(format!(
            "kubectl get --filename={SCRATCH}/objects.yaml --ignore-not-found --output=name >> {SCRATCH}/wanted"
        ));
    }
    let found = shell::join([&namespace, "--selector", &labels, "--output=name"]);
    list.push(format!("sort --unique --output={SCRATCH}/wanted {SCRATCH}/wanted"));
    list.push(format!("{KINDS}\nkubectl get \"$kinds\" {found} > {SCRATCH}/found"));
    list.push(format!("[ -s {SCRATCH}/wanted ] || [ ! -s {SCRATCH}/found ]"));
    list.push(format!("sort --output={SCRATCH}/found {SCRATCH}/found"));
    list.push(format!("comm -13 {SCRATCH}/wanted {SCRATCH}/found | tee {SCRATCH}/stale"));
    let delete =
        format!("xargs --no-run-if-empty kubectl delete {} < {SCRATCH}/stale", shell::quote(&namespace));
    vec![
        comment("What kura.toml no longer asks for: first the list, then its deletion (deploy.prune)."),
        sh(&list.join("\n")),
        sh(&delete),
    ]
}
