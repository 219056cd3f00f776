//! Pipelines: one, or several of which each has services of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Parts, Work, Written};
use super::groovy_name::environment_name;
use super::parameter::{self, Parameter};
use super::plan;
use super::stage::{OwnStage, Stage, StageKind};
use super::stages::terraform;
use super::steps::{self, Steps};
use super::trigger::{self, Triggers};
use super::{check, condition};
use crate::model::outputs::own;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::{self, DeployMethod, EnvValue, List, PostCondition, Text};
use crate::read::{Entry, Named};
use crate::span::{Span, Spanned};
use crate::value::ProjectPath;

/// One Jenkinsfile.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Its key in `[jenkins.pipelines]`; `None`: the only one, with everything.
    pub key: Option<Text>,
    /// Where its table stands.
    pub span: Span,
    /// Where it is written.
    pub jenkinsfile: Spanned<ProjectPath>,
    /// Limit of a build, in minutes.
    pub timeout_minutes: i64,
    /// Keys of the services that are deployed here.
    pub services: BTreeSet<String>,
    /// Keys of the images that are built here.
    pub images: BTreeSet<String>,
    /// Keys of the jobs that run here, or, with a `schedule`, are applied here.
    pub jobs: BTreeSet<String>,
    /// Variables of all stages.
    pub environment: BTreeMap<String, Text>,
    /// In the order of the file.
    pub parameters: Vec<Parameter>,
    /// What starts a build.
    pub triggers: Triggers,
    /// Extra steps at the end.
    pub post: BTreeMap<PostCondition, Steps>,
    /// In the order in which they run.
    pub stages: Vec<Stage>,
    /// Whether workspaces and dangling images are removed at the end.
    pub cleanup: bool,
}

impl Pipeline {
    /// Every stage, also those that run once for each image.
    pub fn all_stages(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().flat_map(Stage::all)
    }

    /// The steps that the user wrote, and the stage that they are; those at the end of a build are none.
    pub fn own_steps(&self) -> impl Iterator<Item = (&Steps, Option<&OwnStage>)> {
        let stages = self.all_stages().filter_map(|stage| match &stage.kind {
            StageKind::Own(own) => Some((&own.steps, Some(own))),
            _ => None,
        });
        stages.chain(self.post.values().map(|steps| (steps, None)))
    }

    /// The stage that deploys.
    pub fn deploy(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| matches!(stage.kind, StageKind::Deploy(_)))
    }

    /// Whether it commits the digests of images, which somebody else rolls out.
    pub fn commits(&self) -> bool {
        let deploy = self.deploy().map(|stage| &stage.kind);
        matches!(deploy, Some(StageKind::Deploy(deploy)) if deploy.method == DeployMethod::GitCommit)
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>, parts: &Parts<'_>) -> Resolved<Vec<Pipeline>> {
    let config = cx.config;
    let jenkins = config.jenkins.as_ref()?;
    if jenkins.pipelines.is_empty() {
        let written = Written {
            key: None,
            span: jenkins.span,
            stages: &jenkins.stages,
            parameters: &jenkins.parameters,
            environment: &jenkins.environment,
            triggers: jenkins.triggers.as_ref(),
            post: &jenkins.post,
        };
        let work = Work {
            services: config.services.names().map(str::to_owned).collect(),
            images: config.images.names().map(str::to_owned).collect(),
            jobs: config.jobs.names().map(str::to_owned).collect(),
            terraform: true,
        };
        let file = config.outputs.as_ref().and_then(|outputs| outputs.jenkinsfile.clone());
        let file = file.unwrap_or_else(|| Spanned::new(own("Jenkinsfile"), jenkins.span));
        return one(cx, parts, &written, work, file).map(|pipeline| vec![pipeline]);
    }
    let pipelines: Vec<_> = jenkins.pipelines.iter().map(|entry| several(cx, parts, entry)).collect();
    let sound = not_shared(cx, jenkins);
    pipelines.into_iter().collect::<Option<Vec<_>>>().filter(|_| sound)
}

fn several<'a>(
    cx: &mut Resolver<'a>,
    parts: &Parts<'_>,
    entry: &'a Entry<config::Pipeline>,
) -> Resolved<Pipeline> {
    let pipeline = &entry.value;
    let named = cx.check(check::job_name(&entry.key), entry.key.span);
    let written = Written {
        key: Some(&entry.key),
        span: entry.key.span,
        stages: &pipeline.stages,
        parameters: &pipeline.parameters,
        environment: &pipeline.environment,
        triggers: pipeline.triggers.as_ref(),
        post: &pipeline.post,
    };
    let work = Work {
        services: named_in(cx, pipeline.services.as_ref(), "service", |config| {
            config.services.names().collect()
        })?,
        images: images(cx, pipeline)?,
        jobs: named_in(cx, pipeline.jobs.as_ref(), "job", |config| config.jobs.names().collect())?,
        terraform: pipeline.terraform.as_ref().is_some_and(|terraform| terraform.value),
    };
    one(cx, parts, &written, work, pipeline.jenkinsfile.clone()).filter(|_| named)
}

/// The names of a list, each of which must be known.
fn named_in<'a>(
    cx: &mut Resolver<'a>,
    list: Option<&List<Text>>,
    what: &str,
    known: fn(&'a config::Config) -> Vec<&'a str>,
) -> Resolved<BTreeSet<String>> {
    let known = known(cx.config);
    let names = list.into_iter().flat_map(|list| list.iter());
    let names: Vec<_> = names
        .map(|name| {
            if !known.contains(&name.value.as_str()) {
                cx.unknown_reference(known.iter().copied(), what, name);
                return None;
            }
            Some(name.value.clone())
        })
        .collect();
    names.into_iter().collect()
}

/// The images of a pipeline: those it names, and those of its services.
fn images(cx: &mut Resolver<'_>, pipeline: &config::Pipeline) -> Resolved<BTreeSet<String>> {
    let mut images =
        named_in(cx, pipeline.images.as_ref(), "image", |config| config.images.names().collect())?;
    let services = pipeline.services.iter().flat_map(|list| list.iter());
    let jobs = pipeline.jobs.iter().flat_map(|list| list.iter());
    let config = cx.config;
    images.extend(services.flat_map(|service| images_of(config, service)).map(str::to_owned));
    images.extend(jobs.flat_map(|job| images_of_job(config, job)).map(str::to_owned));
    Some(images)
}

/// The images of `[images]` that the containers of a service run.
fn images_of<'c>(config: &'c config::Config, service: &str) -> Vec<&'c str> {
    config.services.get(service).map_or_else(Vec::new, |service| images_of_pods(config, &service.pod))
}

/// The images of `[images]` that the containers of a job run.
fn images_of_job<'c>(config: &'c config::Config, job: &str) -> Vec<&'c str> {
    config.jobs.get(job).map_or_else(Vec::new, |job| images_of_pods(config, &job.pod))
}

fn images_of_pods<'c>(config: &'c config::Config, pod: &'c config::Pod) -> Vec<&'c str> {
    let init = pod.init_containers.iter().filter_map(|entry| entry.value.image.as_ref());
    let names = init.chain([&pod.image]).map(|image| image.value.as_str());
    names.filter(|name| config.images.get(name).is_some()).collect()
}

/// Two pipelines with one service would deploy it over each other; with one image, build it twice.
fn not_shared(cx: &mut Resolver<'_>, jenkins: &config::Jenkins) -> bool {
    let mut owners = BTreeMap::new();
    // Who shares a service shares its images, which is one mistake.
    let mut told = BTreeSet::new();
    for entry in &jenkins.pipelines {
        let services = entry.value.services.iter().flat_map(|list| list.iter());
        let images = entry.value.images.iter().flat_map(|list| list.iter());
        let of_services = services
            .clone()
            .flat_map(|service| images_of(cx.config, service).into_iter().map(|name| (name, service.span)));
        let images = images.map(|image| (image.value.as_str(), image.span)).chain(of_services);
        let all = services.map(|service| ("service", service.value.as_str(), service.span));
        let all: Vec<_> = all.chain(images.map(|(name, span)| ("image", name, span))).collect();
        for (what, name, span) in all {
            let (owner, first) = *owners.entry((what, name.to_owned())).or_insert((&entry.key.value, span));
            if *owner != entry.key.value && told.insert(span) {
                cx.report
                    .error(
                        "shared-between-pipelines",
                        span,
                        format!("the {what} `{name}` is in the pipelines `{owner}` and `{}`", entry.key),
                    )
                    .related(first, "the other names it here")
                    .help("leave it to one of them");
            }
        }
    }
    told.is_empty()
}

fn one<'a>(
    cx: &mut Resolver<'a>,
    parts: &Parts<'_>,
    written: &Written<'a>,
    work: Work,
    jenkinsfile: Spanned<ProjectPath>,
) -> Resolved<Pipeline> {
    let environment = environment(cx, written.environment);
    let parameters = parameter::resolve(cx, written.parameters);
    let triggers = trigger::resolve(cx, written.triggers);
    let post = post(cx, written.post);
    let plan = plan::resolve(cx, parts, written, &work)?;
    let timeout_minutes = timeout(cx, parts, &work, &plan.stages);
    let mut parameters = parameters?;
    parameters.extend(terraform::parameter(cx, &plan.stages, &parameters)?);
    Some(Pipeline {
        key: written.key.cloned(),
        span: written.span,
        jenkinsfile,
        timeout_minutes,
        services: work.services,
        images: work.images,
        jobs: work.jobs,
        environment: environment?,
        parameters,
        triggers: triggers?,
        post: post?,
        stages: plan.stages,
        cleanup: plan.cleanup,
    })
}

/// Variables of all stages, so never a secret.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#environment>
fn environment<'a>(cx: &mut Resolver<'a>, written: &'a Named<EnvValue>) -> Resolved<BTreeMap<String, Text>> {
    cx.each(written, |cx, entry| {
        let named = cx.check(environment_name(&entry.key), entry.key.span);
        match &entry.value {
            EnvValue::Literal(literal) => named.then(|| Text::new(literal.text.clone(), literal.span)),
            EnvValue::Reference(table) => {
                cx.report
                    .error("top-level-secret", table.span, "every stage could read this")
                    .label("variables of the whole pipeline are plain text")
                    .help("move it to `environment` of the stage that needs it");
                None
            }
        }
    })
}

fn post(
    cx: &mut Resolver<'_>,
    written: &Named<config::PostStep>,
) -> Resolved<BTreeMap<PostCondition, Steps>> {
    let mut taken = written.taken();
    let resolved: Vec<_> = written
        .iter()
        .map(|entry| {
            let step = &entry.value;
            let condition = condition::named(cx, &entry.key, &mut taken);
            let steps = steps::resolve(cx, step.sh.as_ref(), step.groovy.as_ref(), step.span);
            Some((condition?, steps?))
        })
        .collect();
    resolved.into_iter().collect()
}

/// Minutes of a build beside the deployment and the people who are asked, unless the user says otherwise.
const BUILD_MINUTES: i64 = 40;

/// The limit of a build, which a deployment that is still within its own must not meet.
fn timeout(cx: &mut Resolver<'_>, parts: &Parts<'_>, work: &Work, stages: &[Stage]) -> i64 {
    let written = cx.config.jenkins.as_ref().and_then(|jenkins| jenkins.timeout_minutes.as_ref());
    let deploy: i64 = stages
        .iter()
        .map(|stage| match &stage.kind {
            StageKind::Deploy(deploy) => deploy.minutes,
            _ => 0,
        })
        .sum();
    let waits: i64 = stages.iter().map(Stage::waits_minutes).sum();
    let jobs = parts
        .jobs
        .into_iter()
        .flatten()
        .filter(|(key, job)| work.jobs.contains(*key) && job.schedule.is_none());
    let jobs: i64 = jobs.map(|(_, job)| (job.wait_seconds() + 59) / 60).sum();
    let least = deploy + waits + jobs;
    let minutes = cx.at_least(written, 1, (least + BUILD_MINUTES).max(60));
    if let Some(written) = written.filter(|_| (1..least).contains(&minutes)) {
        let what = if waits == 0 { "the deployment alone" } else { "deployment and approvals alone" };
        cx.report
            .error("timeout-too-short", written.span, format!("{what} may take longer"))
            .label(format!("rollouts and their startup probes may take {least} minutes"))
            .help(format!("write at least {least}, or let the startup probes fail earlier"));
    }
    minutes
}
