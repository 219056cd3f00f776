//! What each built-in stage does in a pipeline, and whether it runs there.

use super::pipeline::Work;
use super::plan::{Draft, Written};
use super::stage::StageKind;
use super::{Parts, deploy, needs, quality, smoke_test, terraform};
use crate::model::resolver::{Resolver, is_on};
use crate::model::{AddonKind, Service};
use crate::read::Switch;
use crate::read::config::{self, DeployMethod, JobRun};
use crate::span::Span;

/// How a stage is written: not at all, off, on, or on with options.
pub(super) enum Setting<'a> {
    Absent,
    Off,
    On(Span, Option<&'a config::Stage>),
}

pub(super) fn setting<'a>(written: &Written<'a>, name: &str) -> Setting<'a> {
    let entry = written.stages.iter().find(|entry| entry.key.value == name);
    match entry.map(|entry| (&entry.key, &entry.value)) {
        None => Setting::Absent,
        Some((_, Switch::Plain(false, _))) => Setting::Off,
        Some((key, Switch::Plain(true, _))) => Setting::On(key.span, None),
        Some((key, Switch::Options(stage))) => Setting::On(key.span, Some(stage)),
    }
}

/// What a stage needs to run at all.
pub(super) struct Context<'a, 'w> {
    pub written: &'w Written<'a>,
    pub work: &'w Work,
    pub parts: &'w Parts<'w>,
    pub options: Option<&'a config::Stage>,
    pub span: Span,
}

/// The stage of that name; `Ok(None)`: it does not run, `Err`: an error was reported.
pub(super) fn draft<'a>(
    cx: &mut Resolver<'a>,
    parts: &Parts<'_>,
    written: &Written<'a>,
    work: &Work,
    name: &'static str,
) -> Result<Option<Draft<'a>>, ()> {
    let (declared, span, options) = match setting(written, name) {
        Setting::Off => return Ok(None),
        Setting::Absent => (false, written.span, None),
        Setting::On(span, options) => (true, span, options),
    };
    let by_itself =
        matches!(name, "unit_tests" | "build" | "push" | "addons" | "migrate" | "deploy" | "after_deploy");
    if !declared && !by_itself {
        return Ok(None);
    }
    let context = Context { written, work, parts, options, span };
    if let Some(why) = without_work(cx, &context, name) {
        // Of several pipelines that share the setting, some may have nothing to do.
        if !declared || written.key.is_some() {
            return Ok(None);
        }
        cx.report
            .error("stage-without-work", span, format!("the stage `{name}` has nothing to do"))
            .label(why)
            .help("remove the stage");
        return Err(());
    }
    let kind = kind(cx, &context, name).ok_or(())?;
    let (tools, purpose) = needs::tools(cx, &context, name, &kind);
    let tools = tools.into_iter().map(str::to_owned).collect();
    Ok(Some(Draft { key: name, span, options, kind, tools, purpose: purpose.to_owned() }))
}

/// Why a stage would do nothing.
fn without_work(cx: &Resolver<'_>, context: &Context<'_, '_>, name: &str) -> Option<&'static str> {
    let (work, config) = (context.work, cx.config);
    let idle = match name {
        "build" | "image_scan" | "push" if work.images.is_empty() => "there is no image to build",
        "image_scan" | "push" if matches!(setting(context.written, "build"), Setting::Off) => {
            "no image is built"
        }
        "deploy" if work.services.is_empty() => "there is no service to deploy",
        "terraform" if config.network.is_none() && !makes_cluster(cx) && config.databases.is_empty() => {
            "there is nothing in AWS that Terraform makes"
        }
        "terraform" if !work.terraform => "another pipeline runs it",
        "addons" if !installs_charts(cx, context) || !runs_addons(context) => "no add-on is a Helm chart",
        "smoke_test" if work.services.is_empty() => "nothing is deployed here",
        "migrate" if !runs(context, JobRun::BeforeDeploy) => "no job runs before the deployment",
        "after_deploy" if !runs(context, JobRun::AfterDeploy) => "no job runs after the deployment",
        "unit_tests" if !has_tests(cx, work) => "no image has tests",
        _ => return None,
    };
    Some(idle)
}

fn has_tests(cx: &Resolver<'_>, work: &Work) -> bool {
    let images = cx.config.images.iter().filter(|entry| work.images.contains(&entry.key.value));
    images.into_iter().any(|entry| entry.value.test.is_some())
}

/// Whether a job of this pipeline runs then.
fn runs(context: &Context<'_, '_>, run: JobRun) -> bool {
    let jobs = context.parts.jobs.into_iter().flatten();
    let mut jobs = jobs.filter(|(key, _)| context.work.jobs.contains(*key)).map(|(_, job)| job);
    jobs.any(|job| job.schedule.is_none() && job.run == run)
}

fn makes_cluster(cx: &Resolver<'_>) -> bool {
    cx.config.cluster.as_ref().is_some_and(|cluster| !is_on(cluster.existing.as_ref(), false))
}

/// With a cluster that was made elsewhere, charts are taken as installed.
fn installs_charts(cx: &Resolver<'_>, context: &Context<'_, '_>) -> bool {
    makes_cluster(cx) && context.parts.addons.iter().any(|addon| matches!(addon.kind, AddonKind::Chart(_)))
}

/// Charts are installed beside Terraform, which makes what they need, if that runs in a pipeline at all.
fn runs_addons(context: &Context<'_, '_>) -> bool {
    let beside = matches!(setting(context.written, "terraform"), Setting::On(..));
    if beside { context.work.terraform } else { !context.work.services.is_empty() }
}

fn kind(cx: &mut Resolver<'_>, context: &Context<'_, '_>, name: &str) -> Option<StageKind> {
    Some(match name {
        "unit_tests" => StageKind::UnitTests,
        "sonarqube" => StageKind::Sonarqube(quality::sonarqube(cx, context)?),
        "dependency_check" => StageKind::DependencyCheck(quality::dependency_check(cx, context)?),
        "file_scan" => StageKind::FileScan(quality::scan(cx, context.options)?),
        "image_scan" => StageKind::ImageScan(quality::scan(cx, context.options)?),
        "terraform" => StageKind::Terraform(terraform::stage(cx, context)?),
        "build" => StageKind::Build { only_changed: only_changed(context) },
        // `cleanup` has a place in the order and is no stage.
        "push" | "cleanup" => StageKind::Push,
        "addons" => StageKind::Addons,
        "migrate" => StageKind::Migrate,
        "deploy" => StageKind::Deploy(deploy::stage(cx, context)?),
        "after_deploy" => StageKind::AfterDeploy,
        _ => StageKind::SmokeTest(smoke_test::pages(cx, context)?),
    })
}

/// The services of this pipeline that could be resolved.
pub(super) fn services<'w>(context: &Context<'_, 'w>) -> impl Iterator<Item = &'w Service> + use<'w> {
    let work = context.work;
    let all = context.parts.services.into_iter().flatten();
    all.filter(|(key, _)| work.services.contains(*key)).map(|(_, service)| service)
}

/// A commit of digests starts the next build, which must not find anything new to commit.
fn only_changed(context: &Context<'_, '_>) -> bool {
    let commits = matches!(setting(context.written, "deploy"), Setting::On(_, Some(stage))
        if stage.method.is_some_and(|method| method.value == DeployMethod::GitCommit));
    is_on(context.options.and_then(|stage| stage.only_changed.as_ref()), commits)
}
