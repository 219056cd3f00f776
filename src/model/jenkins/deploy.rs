//! The stage `deploy`.

use super::kind::{Context, Setting, services, setting};
use super::stage::Deploy;
use super::terraform::approve;
use crate::model::resolver::{Resolver, is_on};
use crate::model::rollout;
use crate::read::config::{self, DeployMethod};

pub(super) fn stage(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> Option<Deploy> {
    let options = context.options;
    let method =
        options.and_then(|stage| stage.method).map_or(DeployMethod::Kustomize, |method| method.value);
    let on = |key: fn(&config::Stage) -> Option<&config::Bool>| is_on(options.and_then(key), false);
    let approve = approve(cx, options, false)?;
    let commits = method == DeployMethod::GitCommit;
    let deploys = deploys_digests(cx, context);
    let pointing = if points_hosts(context) { rollout::LOAD_BALANCER_MINUTES } else { 0 };
    let slowest = if commits { 0 } else { rollout::minutes(services(context)) };
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
pub(super) fn points_hosts(context: &Context<'_, '_>) -> bool {
    let external_dns = context.parts.addons.iter().any(|addon| addon.name == "external-dns");
    !external_dns && context.parts.ingresses.iter().any(|ingress| ingress.zone().is_some())
}

/// What is deployed by digest has to be pushed first.
fn deploys_digests(cx: &mut Resolver<'_>, context: &Context<'_, '_>) -> bool {
    let off =
        ["build", "push"].into_iter().find(|name| matches!(setting(context.written, name), Setting::Off));
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
    let branch = |name| match setting(context.written, name) {
        Setting::On(_, Some(stage)) => stage.when_branch.as_ref(),
        _ => None,
    };
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
