//! The stage that deploys the services, with the digests that were just pushed.

mod alias_records;
mod git_commit;
pub(super) mod kustomize;
pub(super) mod outputs;
mod prune;
mod role;
mod rollout;
mod secret;
mod set_image;

use super::access;
use super::image::stash;
use super::scope::{SCRATCH, Scope};
use super::stage::{self, Body};
use super::workload::{images, selector};
use crate::lang::groovy::{Node, block, command, comment, line, literal, sh, timeout};
use crate::lang::shell;
use crate::model::{Deploy, Stage, StageKind};
use crate::read::config::DeployMethod;

/// The stage `Deploy`.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage, deploy: &Deploy) -> Node {
    let mut steps = Vec::new();
    if scope.jenkins.concurrent_builds.value {
        steps.extend([
            comment("An older build must not undo what a newer one has deployed."),
            line("milestone()"),
        ]);
    }
    let mut work: Vec<_> =
        images(scope).keys().map(|key| line(command("unstash", [literal(&stash(key))]))).collect();
    let commits = deploy.method == DeployMethod::GitCommit;
    if commits {
        work.extend(git_commit::steps(scope));
    } else {
        work.splice(0..0, access::log_in(scope));
        work.extend(outputs::init(scope, !migrates(scope)));
        work.extend(before(scope, deploy));
        work.extend(apply(scope, deploy));
        work.push(sh(&rollout::wait(scope, deploy)));
        work.extend(alias_records::steps(scope));
        work.extend(deploy.prune.then(|| prune::steps(scope)).into_iter().flatten());
        work = access::with_cluster(scope, work);
    }
    steps.extend(scope.in_directory(vec![block(timeout(deploy.minutes), work)]));
    let question = deploy.approve.map(|minutes| (format!("Deploy {}?", scope.model.project.name), minutes));
    let body = Body {
        title: stage.title.clone(),
        agent: Some(stage.agent.clone()),
        question,
        environment: if commits { Vec::new() } else { access::environment(scope) },
        steps,
        post: post(scope, deploy),
        ..Body::default()
    };
    stage::node(scope, stage, body)
}

/// What has to be there before the pods are: the namespace, what is in Secrets, what Terraform knows.
///
/// Where a job runs before the deployment, it is there by then.
fn before(scope: Scope<'_>, deploy: &Deploy) -> Vec<Node> {
    let mut steps = if migrates(scope) { Vec::new() } else { prepare(scope) };
    steps.extend(deploy.rollback.then(|| sh(&rollout::remember(scope))));
    steps
}

fn migrates(scope: Scope<'_>) -> bool {
    scope.pipeline.stages.iter().any(|stage| matches!(stage.kind, StageKind::Migrate))
}

/// See [`before`].
pub(super) fn prepare(scope: Scope<'_>) -> Vec<Node> {
    let mut steps = Vec::new();
    let fills = scope.model.filled_secrets().next().is_some();
    let outputs = outputs::step(scope);
    if (fills || outputs.is_some()) && scope.model.kubernetes.create_namespace {
        let file = scope.model.outputs.manifests.file("namespace.yaml");
        steps.push(sh(&shell::join(["kubectl", "apply", "--filename", file.as_str()])));
    }
    steps.extend(scope.model.filled_secrets().map(|secret| secret::fill(scope, secret)));
    steps.extend(outputs.into_iter().flatten());
    steps
}

fn apply(scope: Scope<'_>, deploy: &Deploy) -> Vec<Node> {
    let images = images(scope);
    let manifests = scope.model.outputs.manifests.as_str();
    if deploy.method == DeployMethod::SetImage && !images.is_empty() {
        return vec![sh(&set_image::script(scope))];
    }
    let mut words = vec!["kubectl".to_owned(), "apply".to_owned(), "--kustomize".to_owned()];
    let overlay = kustomize::overlay(scope, manifests, kustomize::FOLDER, &images);
    words.push(overlay.as_ref().map_or(manifests, |_| kustomize::FOLDER).to_owned());
    words.extend(selector(scope));
    let apply = shell::join(words);
    let script = overlay.map_or_else(|| apply.clone(), |overlay| format!("{overlay}\n{apply}"));
    let own = "Other services keep what their own pipelines deployed.";
    let own = selector(scope).first().map(|_| comment(own));
    own.into_iter().chain([sh(&script)]).collect()
}

/// Undoes what failed, and leaves nothing behind that the next build would take for its own.
fn post(scope: Scope<'_>, deploy: &Deploy) -> Vec<(&'static str, Vec<Node>)> {
    let mut post = Vec::new();
    if deploy.rollback {
        let undo = access::with_cluster(scope, vec![sh(&rollout::undo(scope))]);
        post.push(("unsuccessful", scope.in_directory(undo)));
    }
    let writes = deploy.method != DeployMethod::GitCommit && access::writes_kubeconfig(scope);
    let scratch =
        !images(scope).is_empty() || deploy.rollback || deploy.prune || outputs::step(scope).is_some();
    let scratch = scratch.then(|| SCRATCH.to_owned());
    let config = writes.then(|| "\"$KUBECONFIG\"".to_owned());
    let left: Vec<_> = scratch.into_iter().chain(config).collect();
    if !left.is_empty() {
        post.push(("cleanup", scope.in_directory(vec![sh(&format!("rm -rf {}", left.join(" ")))])));
    }
    post
}
