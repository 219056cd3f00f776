//! What is emitted for services and jobs alike.

use std::collections::BTreeMap;

use crate::model::{Iam, Job, Model, Pod, Service, ServicePort};

/// A service or a job.
#[derive(Clone, Copy)]
pub(super) enum Workload<'m> {
    /// A Deployment or a StatefulSet.
    Service(&'m Service),
    /// A Job or a CronJob.
    Job(&'m Job),
}

impl<'m> Workload<'m> {
    /// All of them, by key: services, then jobs.
    pub(super) fn all(model: &'m Model) -> impl Iterator<Item = Self> {
        let jobs = model.jobs.values().map(Self::Job);
        model.services.values().map(Self::Service).chain(jobs)
    }

    /// What its pods are.
    pub(super) fn pod(self) -> &'m Pod {
        match self {
            Self::Service(service) => &service.pod,
            Self::Job(job) => &job.pod,
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'m str {
        self.pod().name()
    }

    /// What it may do in AWS.
    pub(super) fn iam(self) -> Option<&'m Iam> {
        match self {
            Self::Service(service) => service.iam.as_ref(),
            Self::Job(job) => job.iam.as_ref(),
        }
    }

    /// Labels that its pods have, and no others.
    pub(super) fn selector(self) -> BTreeMap<String, String> {
        match self {
            Self::Service(service) => service.selector.clone(),
            Self::Job(job) => job.selector(),
        }
    }

    /// Ports of its main container.
    pub(super) fn ports(self) -> &'m [ServicePort] {
        match self {
            Self::Service(service) => &service.ports,
            Self::Job(_) => &[],
        }
    }

    /// Whether it is a Job that the pipeline runs, in a folder of its own.
    pub(super) fn is_run_by_pipeline(self) -> bool {
        matches!(self, Self::Job(job) if job.schedule.is_none())
    }
}
