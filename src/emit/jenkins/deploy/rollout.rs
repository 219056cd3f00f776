//! Waits for rollouts, and undoes those that failed.

use crate::emit::jenkins::scope::{SCRATCH, Scope};
use crate::emit::jenkins::workload::services;
use crate::lang::shell;
use crate::model::{Deploy, Service};

/// Ends when all have ended, and fails if one did.
const WAIT: &str = r#"failed=0
for pid in $pids; do
    wait "$pid" || failed=1
done
exit "$failed"
"#;

/// What the newest revision of a workload is called.
fn revision_path(service: &Service) -> &'static str {
    if service.is_stateful_set() {
        "jsonpath={.status.updateRevision}"
    } else {
        r"jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}"
    }
}

/// Waits for every rollout at once, so that the slowest alone decides how long it takes.
pub(super) fn wait(scope: Scope<'_>, deploy: &Deploy) -> String {
    let waits: Vec<_> = services(scope).map(|service| rollout(scope, deploy, service)).collect();
    if let [only] = waits.as_slice() {
        return only.clone();
    }
    let started: Vec<_> = waits.iter().map(|wait| format!("{wait} &\npids=\"$pids $!\"")).collect();
    format!("pids=\n{}\n{WAIT}", started.join("\n"))
}

fn rollout(scope: Scope<'_>, deploy: &Deploy, service: &Service) -> String {
    let seconds = deploy.rollout_seconds.unwrap_or_else(|| service.rollout_seconds());
    shell::join([
        "kubectl",
        "rollout",
        "status",
        &workload(service),
        &namespace(scope),
        &format!("--timeout={seconds}s"),
    ])
}

/// The workload as kubectl names it.
fn workload(service: &Service) -> String {
    format!("{}/{}", service.kind.word().to_lowercase(), service.name())
}

fn namespace(scope: Scope<'_>) -> String {
    format!("--namespace={}", scope.model.kubernetes.namespace)
}

fn file(service: &Service) -> String {
    format!("{SCRATCH}/{}.revision", service.name())
}

fn revision(scope: Scope<'_>, service: &Service) -> String {
    shell::join([
        "kubectl",
        "get",
        &workload(service),
        &namespace(scope),
        "--ignore-not-found",
        "--output",
        revision_path(service),
    ])
}

/// Keeps which revision each workload has before anything is applied.
pub(super) fn remember(scope: Scope<'_>) -> String {
    let lines = services(scope).map(|service| format!("{} > {}", revision(scope, service), file(service)));
    [format!("mkdir -p {SCRATCH}")].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

/// Goes back to that revision where there is a newer one now; a workload that is new has none to go back to.
pub(super) fn undo(scope: Scope<'_>) -> String {
    let namespace = namespace(scope);
    let function = [
        "undo() {".to_owned(),
        format!("    before=$(cat {SCRATCH}/$2.revision 2>/dev/null || true)"),
        format!("    now=$(kubectl get \"$1/$2\" {namespace} --ignore-not-found --output \"$3\")"),
        "    if [ -n \"$before\" ] && [ \"$now\" != \"$before\" ]; then".to_owned(),
        format!("        kubectl rollout undo \"$1/$2\" {namespace}"),
        "    fi".to_owned(),
        "}".to_owned(),
    ];
    let undo = services(scope).map(|service| {
        let kind = service.kind.word().to_lowercase();
        shell::join(["undo", &kind, service.name(), revision_path(service)])
    });
    function.into_iter().chain(undo).collect::<Vec<_>>().join("\n")
}
