//! The stage `deploy`, which rolls the services out, or commits what others roll out.

use crate::model::jenkins::approval;
use crate::model::jenkins::built_in::{BuiltIn, Planned};
use crate::model::jenkins::cluster_tools::{names_registry, to_apply};
use crate::model::jenkins::context::Context;
use crate::model::jenkins::stage::{Deploy, StageKind};
use crate::model::resolver::{Resolved, Resolver, is_on};
use crate::model::rollout;
use crate::read::config::{self, DeployMethod};

pub(super) static STAGE: BuiltIn = BuiltIn {
    name: "deploy",
    title: "Deploy",
    options: &[
        "method",
        "approve",
        "approve_timeout_minutes",
        "rollout_timeout_minutes",
        "rollback",
        "prune",
    ],
    by_itself: true,
    part_of: None,
    plugin: None,
    idle,
    plan,
};

fn idle(_: &Resolver<'_>, context: &Context<'_, '_>) -> Option<&'static str> {
    context.work.services.is_empty().then_some("there is no service to deploy")
}

fn plan(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Planned> {
    let deploy = deploy(cx, context)?;
    Some(if deploy.method == DeployMethod::GitCommit {
        let tools = names_registry(cx, context).then_some("aws");
        Planned::new(StageKind::Deploy(deploy), tools, "commit digests")
    } else {
        let tools = to_apply(cx, context, points_hosts(context));
        Planned::new(StageKind::Deploy(deploy), tools, "deploy services")
    })
}

fn deploy(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Resolved<Deploy> {
    let options = context.options;
    let method =
        options.and_then(|stage| stage.method).map_or(DeployMethod::Kustomize, |method| method.value);
    let on = |key: fn(&config::Stage) -> Option<&config::Bool>| is_on(options.and_then(key), false);
    let approve = approval::resolve(cx, options, false)?;
    let commits = method == DeployMethod::GitCommit;
    let deploys = deploys_digests(cx, context);
    let pointing = if points_hosts(context) { rollout::LOAD_BALANCER_MINUTES } else { 0 };
    let slowest = if commits { 0 } else { rollout::minutes(context.services()) };
    let least = (slowest - rollout::APPLY_MINUTES).max(1);
    let written = options.and_then(|stage| stage.rollout_timeout_minutes.as_ref());
    let minutes = written.map(|written| cx.at_least(Some(written), 1, least));
    if let Some(written) = written.filter(|_| minutes.is_some_and(|minutes| minutes < least)) {
        cx.report
            .error("timeout-too-short", written.span, "a rollout may take longer")
            .label(format!("Kubernetes itself waits up to {least} minutes, as startup probes allow"))
            .help(format!("write at least {least}, or let the startup probes fail earlier"));
        return None;
    }
    let deployment = minutes.map_or(slowest, |minutes| minutes + rollout::APPLY_MINUTES);
    deploys.then(|| Deploy {
        method,
        approve,
        rollout_seconds: minutes.map(|minutes| minutes * 60),
        minutes: if commits { rollout::APPLY_MINUTES } else { deployment + pointing },
        rollback: on(|stage| stage.rollback.as_ref()) && !commits,
        prune: on(|stage| stage.prune.as_ref()) && !commits,
    })
}

/// Whether hosts are pointed to a load balancer after the rollout: see [`Model::alias_records`](crate::model::Model).
fn points_hosts(context: &Context<'_, '_>) -> bool {
    let external_dns = context.parts.addons.iter().any(|addon| addon.name == "external-dns");
    !external_dns && context.parts.ingresses.iter().any(|ingress| ingress.zone().is_some())
}

/// What is deployed by digest has to be pushed first.
fn deploys_digests(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let off = ["build", "push"].into_iter().find(|name| context.written.is_off(name));
    let Some(off) = off.filter(|_| !context.work.images.is_empty()) else {
        return deploys_where_it_pushes(cx, context);
    };
    let entry = context.written.stages.iter().find(|entry| entry.key.value == off);
    cx.report
        .error(
            "deployment-without-push",
            entry.map_or(context.span, |entry| entry.key.span),
            "the deployment would find no image",
        )
        .label(format!("without `{off}` no digest is known"))
        .help("remove this, or turn `deploy` off too");
    false
}

/// A deployment of every branch needs the images of every branch; patterns of branches cannot be told apart.
fn deploys_where_it_pushes(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let branch = |name| context.written.options(name).and_then(|stage| stage.when_branch.as_ref());
    let Some(pushed) = branch("push").or(branch("build")) else { return true };
    if branch("deploy").is_some() || context.work.images.is_empty() {
        return true;
    }
    cx.report
        .error("deployment-without-push", pushed.span, "the deployment would find no image on other branches")
        .label("only here an image is pushed, and its digest known")
        .help(format!("add `when_branch = \"{pushed}\"` to the stage `deploy` too"));
    false
}
