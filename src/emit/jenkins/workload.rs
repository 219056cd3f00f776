//! What a pipeline deploys: its services, its jobs, their pods and images.

use std::collections::BTreeMap;

use super::scope::Scope;
use crate::model::{ContainerImage, Image, Job, Pod, Service};

/// The services of this pipeline.
pub(super) fn services(scope: Scope<'_>) -> impl Iterator<Item = &Service> {
    scope.pipeline.services.iter().filter_map(move |key| scope.model.services.get(key))
}

/// The jobs of this pipeline.
pub(super) fn jobs(scope: Scope<'_>) -> impl Iterator<Item = &Job> {
    scope.pipeline.jobs.iter().filter_map(move |key| scope.model.jobs.get(key))
}

/// The pods of this pipeline, whoever starts them.
pub(super) fn pods(scope: Scope<'_>) -> impl Iterator<Item = &Pod> {
    services(scope).map(|service| &service.pod).chain(jobs(scope).map(|job| &job.pod))
}

/// The pipeline's own images that a container of what is deployed runs, by key.
pub(super) fn images(scope: Scope<'_>) -> BTreeMap<&str, &Image> {
    let scheduled = jobs(scope).filter(|job| job.schedule.is_some()).map(|job| &job.pod);
    images_of(scope, services(scope).map(|service| &service.pod).chain(scheduled))
}

/// Images of ours that pods run, by key.
pub(super) fn images_of<'m>(
    scope: Scope<'m>,
    pods: impl Iterator<Item = &'m Pod>,
) -> BTreeMap<&'m str, &'m Image> {
    let containers = pods.flat_map(Pod::containers);
    containers
        .filter_map(|container| match &container.image {
            ContainerImage::Built(key) => scope.model.images.get_key_value(key),
            ContainerImage::Public(_) => None,
        })
        .map(|(key, image)| (key.as_str(), image))
        .collect()
}

/// Everything but the objects of services that another pipeline deploys.
pub(super) fn selector(scope: Scope<'_>) -> Vec<String> {
    let others = scope.model.services.iter().filter(|(key, _)| !scope.pipeline.services.contains(*key));
    let jobs = scope.model.jobs.iter().filter(|(key, _)| !scope.pipeline.jobs.contains(*key));
    let jobs = jobs.filter(|(_, job)| job.schedule.is_some()).map(|(_, job)| job.name());
    let others: Vec<_> = others.map(|(_, service)| service.name()).chain(jobs).collect();
    if others.is_empty() {
        return Vec::new();
    }
    vec!["--selector".to_owned(), format!("app.kubernetes.io/name notin ({})", others.join(","))]
}
