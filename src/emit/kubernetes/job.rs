//! `cronjobs.yaml`: a CronJob per job with a schedule; and the Jobs that the pipeline runs.

use serde_json::{Value, json};

use super::metadata::{Texts, metadata, workload_labels};
use super::object::object;
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
    let cron_spec = object([
        ("schedule", json!(schedule.value)),
        ("concurrencyPolicy", json!("Forbid")),
        ("jobTemplate", object([("spec", spec(model, job))])),
    ]);
    let cron_job = object([
        ("apiVersion", json!("batch/v1")),
        ("kind", json!("CronJob")),
        ("metadata", metadata(model, job.name(), &workload_labels(model, workload), &Texts::new())),
        ("spec", cron_spec),
    ]);
    vec![cron_job.into()]
}

/// The Job that the pipeline runs.
pub(super) fn jobs(model: &Model, workload: Workload<'_>) -> Vec<Document> {
    let Workload::Job(job) = workload else { return Vec::new() };
    if job.schedule.is_some() {
        return Vec::new();
    }
    let job = object([
        ("apiVersion", json!("batch/v1")),
        ("kind", json!("Job")),
        ("metadata", metadata(model, job.name(), &workload_labels(model, workload), &Texts::new())),
        ("spec", spec(model, job)),
    ]);
    vec![job.into()]
}

fn spec(model: &Model, job: &Job) -> Value {
    object([
        ("backoffLimit", json!(job.backoff_limit)),
        ("activeDeadlineSeconds", json!(job.active_deadline_seconds)),
        ("template", pod::template(model, Workload::Job(job))),
    ])
}
