//! Who reaches each service, found once for all: to look for it at each service would take time with their square.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ingress, Job, Model, Pod, Service, Use};

/// Who reaches a service, by their keys.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The services that name it in `uses`; the replicas of a `StatefulSet` reach each other.
    pub services: BTreeSet<String>,
    /// The jobs that name it in `uses`.
    pub jobs: BTreeSet<String>,
    /// The ingresses with a route to it.
    pub ingresses: BTreeSet<String>,
}

/// Who reaches each of the services that anything reaches, by its key.
pub(super) fn reach(
    services: &BTreeMap<String, Service>,
    jobs: &BTreeMap<String, Job>,
    ingresses: &BTreeMap<String, Ingress>,
) -> BTreeMap<String, Reach> {
    let mut reach: BTreeMap<String, Reach> = BTreeMap::new();
    for (key, service) in services {
        for used in used(&service.pod).chain(service.is_stateful_set().then_some(key)) {
            reach.entry(used.clone()).or_default().services.insert(key.clone());
        }
    }
    for (key, job) in jobs {
        for used in used(&job.pod) {
            reach.entry(used.clone()).or_default().jobs.insert(key.clone());
        }
    }
    for (key, ingress) in ingresses {
        for backend in ingress.rules.iter().flat_map(|rule| &rule.paths) {
            reach.entry(backend.service.value.clone()).or_default().ingresses.insert(key.clone());
        }
    }
    reach
}

fn used(pod: &Pod) -> impl Iterator<Item = &String> {
    pod.uses.iter().filter_map(|used| match used {
        Use::Service(key) => Some(&key.value),
        Use::Database(_) | Use::Elsewhere { .. } => None,
    })
}

impl Model {
    /// The ingresses with a route to a service, by key.
    pub fn ingresses_to(&self, service: &Service) -> impl Iterator<Item = &Ingress> {
        let reach = self.reach.get(&service.key.value).into_iter();
        reach.flat_map(|reach| &reach.ingresses).filter_map(|key| self.ingresses.get(key))
    }
}
