//! The stages that run jobs before and after the deployment.

use super::access;
use super::deploy::kustomize::overlay;
use super::deploy::{outputs, prepare};
use super::image::stash;
use super::scope::{SCRATCH, Scope};
use super::stage::{self, Body};
use super::workload::{images_of, jobs};
use crate::lang::groovy::{Node, command, line, literal, sh};
use crate::lang::shell;
use crate::model::{Job, Stage};
use crate::read::config::JobRun;

/// Seconds between two looks at a job.
const PERIOD: i64 = 5;

/// The stage that runs the jobs of that time, one after the other.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage, run: JobRun) -> Node {
    let due: Vec<_> = jobs(scope).filter(|job| job.runs(run)).collect();
    let images = images_of(scope, due.iter().map(|job| &job.pod));
    let mut work = Vec::from_iter(access::log_in(scope));
    work.extend(images.keys().map(|key| line(command("unstash", [literal(&stash(key))]))));
    work.extend(outputs::init(scope, run == JobRun::BeforeDeploy));
    if run == JobRun::BeforeDeploy {
        work.extend(prepare(scope));
    }
    work.extend(due.iter().flat_map(|job| [sh(&start(scope, job)), sh(&wait(scope, job))]));
    let config = if access::writes_kubeconfig(scope) { " \"$KUBECONFIG\"" } else { "" };
    let body = Body {
        title: stage.title.clone(),
        agent: Some(stage.agent.clone()),
        environment: access::environment(scope),
        steps: scope.in_directory(access::with_cluster(scope, work)),
        post: vec![("cleanup", scope.in_directory(vec![sh(&format!("rm -rf {SCRATCH}{config}"))]))],
        ..Body::default()
    };
    stage::node(scope, stage, body)
}

/// A Job cannot be changed: the one of the build before goes first.
fn start(scope: Scope<'_>, job: &Job) -> String {
    let folder = format!("{SCRATCH}/{}", job.name());
    let base = scope.model.outputs.manifests.file(&job.folder().unwrap_or_default());
    let images = images_of(scope, [&job.pod].into_iter());
    let delete = ["kubectl", "delete", &object(job), &namespace(scope), "--ignore-not-found"];
    let overlay = overlay(scope, base.as_str(), &folder, &images);
    let applied = if overlay.is_some() { folder.as_str() } else { base.as_str() };
    let mut lines = vec![shell::join(delete)];
    lines.extend(overlay.clone());
    lines.push(shell::join(["kubectl", "apply", "--kustomize", applied]));
    lines.join("\n")
}

/// Waits until the job has completed or failed, shows what it said, and fails with it.
fn wait(scope: Scope<'_>, job: &Job) -> String {
    let (object, namespace) = (object(job), namespace(scope));
    let conditions = r#"jsonpath={.status.conditions[?(@.status=="True")].type}"#;
    let state = shell::join(["kubectl", "get", &object, &namespace, "--output", conditions]);
    let tries = job.wait_seconds() / PERIOD;
    let logs = shell::join(["kubectl", "logs", &object, &namespace, "--all-containers", "--tail=-1"]);
    let ended = ["kubectl", "wait", &object, &namespace, "--for=condition=complete", "--timeout=30s"];
    [
        format!("for try in $(seq {tries}); do"),
        format!("    state=$({state})"),
        "    [ -z \"$state\" ] || break".to_owned(),
        format!("    sleep {PERIOD}"),
        "done".to_owned(),
        logs,
        shell::join(ended),
    ]
    .join("\n")
}

fn object(job: &Job) -> String {
    format!("job/{}", job.name())
}

fn namespace(scope: Scope<'_>) -> String {
    format!("--namespace={}", scope.model.kubernetes.namespace)
}
