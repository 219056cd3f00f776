//! Manifests: one file per kind or per service, and the kustomization that holds them together.

mod check;
mod checkov;
mod cluster_issuer;
mod config_checksum;
mod config_map;
mod container;
mod deployment;
mod env;
mod external_secret;
mod health_check;
mod horizontal_pod_autoscaler;
mod images;
mod ingress;
mod job;
mod kustomization;
mod manifest;
mod merge;
mod metadata;
mod mounted_file;
mod namespace;
mod network_policy;
mod object;
mod own_manifest;
mod persistent_volume_claim;
mod pod;
mod pod_disruption_budget;
mod pod_security;
mod probe;
mod scope;
mod secret_provider_class;
mod security_context;
mod service;
mod service_account;
mod stateful_set;
mod storage_class;
mod volume;
mod workload;

#[cfg(test)]
mod tests;

pub(super) use images::FILE as IMAGES;

use serde_json::Value;

use manifest::Manifest;

use super::Draft;
use super::file::HEADER;
use crate::lang::yaml::{Document, print_file};
use crate::model::Model;
use crate::read::config::Layout;
pub use check::Misfit;
use container::PIPELINE_TAG;
use workload::Workload;

/// Objects of one workload.
type OfWorkload = fn(&Model, Workload<'_>) -> Vec<Document>;

/// Objects of no workload.
type OfProject = fn(&Model) -> Vec<Document>;

/// The files of kinds, named after kubectl's resources, in the order in which they need each other.
const KINDS: &[(&str, OfProject, OfWorkload)] = &[
    ("namespace.yaml", namespace::documents, none),
    ("storageclasses.yaml", storage_class::documents, none),
    ("serviceaccounts.yaml", nothing, service_account::documents),
    ("configmaps.yaml", config_map::documents, mounted_file::documents),
    ("externalsecrets.yaml", external_secret::documents, none),
    ("secretproviderclasses.yaml", secret_provider_class::documents, none),
    ("networkpolicies.yaml", network_policy::of_project, network_policy::documents),
    ("persistentvolumeclaims.yaml", nothing, persistent_volume_claim::documents),
    ("deployments.yaml", nothing, deployment::documents),
    ("statefulsets.yaml", nothing, stateful_set::documents),
    ("jobs.yaml", nothing, job::jobs),
    ("cronjobs.yaml", nothing, job::cron_jobs),
    ("services.yaml", nothing, service::documents),
    ("horizontalpodautoscalers.yaml", nothing, horizontal_pod_autoscaler::documents),
    ("poddisruptionbudgets.yaml", nothing, pod_disruption_budget::documents),
    ("clusterissuers.yaml", cluster_issuer::documents, none),
    ("ingresses.yaml", ingress::documents, none),
];

fn none(_: &Model, _: Workload<'_>) -> Vec<Document> {
    Vec::new()
}

fn nothing(_: &Model) -> Vec<Document> {
    Vec::new()
}

/// All manifests, when there is anything to run.
pub(super) fn files(model: &Model) -> Vec<Draft<'_>> {
    if Workload::all(model).next().is_none() && model.config_maps.is_empty() {
        return Vec::new();
    }
    let own = model.kubernetes.manifests.iter().map(|own| own_manifest::file(model, own));
    let manifests = written(model).into_iter().map(|manifest| file(model, manifest));
    manifests.chain(own).chain(images::file(model)).collect()
}

/// What the user adds to the manifests and Kubernetes would refuse.
pub fn misfits(model: &Model) -> Vec<Misfit> {
    if model.kubernetes.merge.is_empty() && model.kubernetes.manifests.is_empty() {
        return Vec::new();
    }
    let objects: Vec<_> = written(model)
        .into_iter()
        .flat_map(|manifest| manifest.documents)
        .map(|document| document.value)
        .collect();
    check::misfits(model, &objects)
}

/// Everything that kura writes, before it is patched.
fn written(model: &Model) -> Vec<Manifest> {
    let mut applied = match model.kubernetes.layout {
        Layout::ByKind => by_kind(model),
        Layout::ByService => by_service(model),
    };
    applied.retain(|manifest| !manifest.documents.is_empty());
    let own = model.kubernetes.manifests.iter().map(own_manifest::name);
    let names = applied.iter().map(|manifest| manifest.name.clone()).chain(own);
    let transformers: &[&str] = if images::file(model).is_some() { &[images::FILE] } else { &[] };
    let kustomization = kustomization::manifest("", &names.collect::<Vec<_>>(), transformers);
    applied.push(kustomization);
    let run = Workload::all(model).filter(|workload| workload.is_run_by_pipeline());
    applied.extend(run.flat_map(|job| of_job(model, job)));
    applied
}

/// The folder of a Job that the pipeline runs: it can be applied before everything else.
fn of_job(model: &Model, job: Workload<'_>) -> Vec<Manifest> {
    let Workload::Job(entry) = job else { return Vec::new() };
    let Some(folder) = entry.folder() else { return Vec::new() };
    let documents = |(_, project, workload): &(&str, OfProject, OfWorkload)| {
        project(model)
            .into_iter()
            .filter(|document| needs(job, document))
            .chain(workload(model, job))
            .collect::<Vec<_>>()
    };
    let documents: Vec<_> = KINDS.iter().flat_map(documents).collect();
    let manifests = [Manifest::new(format!("{folder}/job.yaml"), documents)];
    let kustomization = kustomization::manifest(&format!("{folder}/"), &["job.yaml".to_owned()], &[]);
    manifests.into_iter().chain([kustomization]).collect()
}

/// Whether the pods of a job need an object of no workload.
fn needs(job: Workload<'_>, document: &Document) -> bool {
    let text = |pointer| document.value.pointer(pointer).and_then(Value::as_str).unwrap_or("");
    match text("/kind") {
        "Namespace" => true,
        "StorageClass" => {
            let mut names = job.pod().volumes.values().filter_map(storage_class::name);
            names.any(|name| name == text("/metadata/name"))
        }
        "ExternalSecret" | "SecretProviderClass" => job.pod().secrets().contains(text("/metadata/name")),
        "SecretStore" => !job.pod().secrets().is_empty(),
        "ConfigMap" => job.pod().config_maps().contains(text("/metadata/name")),
        _ => false,
    }
}

/// The workloads that are applied with everything else.
fn applied(model: &Model) -> impl Iterator<Item = Workload<'_>> {
    Workload::all(model).filter(|workload| !workload.is_run_by_pipeline())
}

fn by_kind(model: &Model) -> Vec<Manifest> {
    let manifest = |(name, project, workload): &(&str, OfProject, OfWorkload)| {
        let of_workloads = applied(model).flat_map(|one| workload(model, one));
        Manifest::new((*name).to_owned(), project(model).into_iter().chain(of_workloads).collect())
    };
    KINDS.iter().map(manifest).collect()
}

/// A file for each workload, below those of kinds that belong to none.
fn by_service(model: &Model) -> Vec<Manifest> {
    let of_project = KINDS.iter().map(|(name, project, _)| Manifest::new((*name).to_owned(), project(model)));
    let of_workload = |one: Workload<'_>| {
        let documents = KINDS.iter().flat_map(|(_, _, workload)| workload(model, one)).collect();
        Manifest::new(format!("{}/{}.yaml", one.folder(), one.name()), documents)
    };
    of_project.chain(applied(model).map(of_workload)).collect()
}

fn file(model: &Model, manifest: Manifest) -> Draft<'_> {
    let path = model.outputs.manifests.file(&manifest.name);
    Draft::new(path, || text(&patched(model, manifest.documents)))
}

/// Objects of kura's as they are written.
fn patched(model: &Model, mut documents: Vec<Document>) -> Vec<Document> {
    for document in &mut documents {
        merge::apply(&mut document.value, &model.kubernetes.merge);
        checkov::annotate(&mut document.value, &model.checks);
    }
    documents
}

fn text(documents: &[Document]) -> String {
    let builds = documents.iter().any(|document| has_pipeline_tag(&document.value));
    let about = if builds {
        format!(
            "\nNo image has the tag `{PIPELINE_TAG}`: the pipeline puts the digest it pushed in its place \
             (kustomize `images`)."
        )
    } else {
        String::new()
    };
    print_file(&format!("{HEADER}{about}"), documents)
}

/// Whether an image in an object is one that the pipeline sets.
fn has_pipeline_tag(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.strip_suffix(PIPELINE_TAG).is_some_and(|repository| repository.ends_with(':'))
        }
        Value::Array(items) => items.iter().any(has_pipeline_tag),
        Value::Object(fields) => fields.values().any(has_pipeline_tag),
        _ => false,
    }
}
