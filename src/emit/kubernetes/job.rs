//! `cronjobs.yaml`: a CronJob per job with a schedule; and the Jobs that the pipeline runs.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::pod;
use super::workload::Workload;
use crate::lang::yaml::Document;
use crate::model::{Job, Model};

/// The CronJob of a job that has a schedule.
///
/// A run that is not over when the next is due is not joined by it: a backup must not meet itself.
pub(super) fn cron_jobs(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Job(job) = workload else { return Vec::new() };
    let Some(schedule) = &job.schedule else { return Vec::new() };
    let cron_job = json!({
        "apiVersion": "batch/v1",
        "kind": "CronJob",
        "metadata": metadata(model, job.name(), &workload_labels(model, workload), &Texts::new()),
        "spec": {
            "schedule": schedule.value,
            "concurrencyPolicy": "Forbid",
            "jobTemplate": { "spec": spec(model, job) },
        },
    });
    vec![cron_job.into()]
}

/// The Job that the pipeline runs.
pub(super) fn jobs(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Job(job) = workload else { return Vec::new() };
    if job.schedule.is_some() {
        return Vec::new();
    }
    let job = json!({
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": metadata(model, job.name(), &workload_labels(model, workload), &Texts::new()),
        "spec": spec(model, job),
    });
    vec![job.into()]
}

fn spec(model: &Model, job: &Job) -> Value {
    json!({
        "backoffLimit": job.backoff_limit,
        "activeDeadlineSeconds": job.active_deadline_seconds,
        "template": pod::template(model, Workload::Job(job)),
    })
}
