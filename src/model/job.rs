//! Workloads that end.

use std::collections::BTreeMap;

use super::pod::{self, Pod};
use super::resolver::{Resolved, Resolver};
use super::workload::Workload;
use super::{Iam, OpenTable, iam};
use crate::read::Entry;
use crate::read::config::{self, JobRun, RestartPolicy, Text};
use crate::span::Spanned;
use crate::value::{Problem, cron_schedule, label_value};

/// A Job, or with `schedule` a CronJob.
///
/// A CronJob is applied like every other object. A Job cannot be changed once it is in the cluster, and must run
/// before or after everything else: it has a folder of its own, `jobs/<name>` below `outputs.manifests`, with a
/// `kustomization.yaml` over the Job and all that its pods need (namespace, config maps, `ServiceAccount` ...), in
/// which no other kustomization has a part. The pipeline deletes the Job of the build before, applies that folder
/// with the pushed digests, and waits.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// What its pods are.
    pub pod: Pod,
    /// What it may do in AWS.
    pub iam: Option<Iam>,
    /// When the pipeline runs it; of a CronJob without meaning.
    pub run: JobRun,
    /// When a CronJob runs, in the notation of cron and in UTC.
    pub schedule: Option<Text>,
    /// What happens to a pod that fails.
    pub restart_policy: RestartPolicy,
    /// How often it is tried again.
    pub backoff_limit: i64,
    /// Seconds until it has failed.
    pub active_deadline_seconds: i64,
    /// The keys of its tables that take any name.
    pub open_tables: Vec<OpenTable>,
}

impl Job {
    /// Name of the workload.
    pub fn name(&self) -> &str {
        self.pod.name()
    }

    /// Whether the pipeline runs it then.
    pub fn runs(&self, time: JobRun) -> bool {
        self.schedule.is_none() && self.run == time
    }

    /// Seconds that the pipeline waits for it: a minute more than it has.
    pub fn wait_seconds(&self) -> i64 {
        self.active_deadline_seconds + 60
    }

    /// Folder of a Job that the pipeline runs, below `outputs.manifests`; `None` for a CronJob.
    pub fn folder(&self) -> Option<String> {
        self.schedule.is_none().then(|| format!("jobs/{}", self.name()))
    }

    /// The label by which its pods are known: not that of a service of the same name.
    pub fn selector(&self) -> BTreeMap<String, String> {
        BTreeMap::from([("job".to_owned(), self.name().to_owned())])
    }
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Job>> {
    let config = cx.config;
    cx.each(&config.jobs, one)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::Job>) -> Resolved<Job> {
    let job = &entry.value;
    let workload = Workload::new(&entry.key, &entry.value.pod);
    let pod = pod::resolve(cx, &workload);
    let iam = iam::of_workload(cx, &entry.key, job.pod.iam.as_ref());
    let mut sound = cx.check(label_value(workload.name), workload.name.span);
    if let Some(schedule) = &job.schedule {
        sound &= cx.check(cron_schedule(schedule), schedule.span);
        sound &= cx.check(cron_job_name(workload.name), workload.name.span);
        if let Some(Spanned { span, .. }) = &job.run {
            sound = false;
            cx.report
                .error("run-of-cron-job", *span, "a job with a `schedule` is not run by the pipeline")
                .related(schedule.span, "Kubernetes runs it at these times")
                .help("remove `run` or `schedule`");
        }
    }
    Some(Job {
        key: sound.then(|| entry.key.clone())?,
        pod: pod?,
        iam: iam?,
        run: job.run.as_ref().map_or(JobRun::BeforeDeploy, |run| run.value),
        schedule: job.schedule.clone(),
        restart_policy: job.restart_policy.as_ref().map_or(RestartPolicy::Never, |policy| policy.value),
        backoff_limit: cx.at_least(job.backoff_limit.as_ref(), 0, 3),
        active_deadline_seconds: cx.at_least(job.active_deadline_seconds.as_ref(), 1, 600),
        open_tables: pod::open_tables(&workload),
    })
}

/// Kubernetes appends eleven characters for each Job.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>
fn cron_job_name(name: &str) -> Result<(), Problem> {
    if name.len() <= 52 {
        return Ok(());
    }
    Err(Problem::new(format!("`{name}` is too long for a CronJob"), "use at most 52 characters"))
}
