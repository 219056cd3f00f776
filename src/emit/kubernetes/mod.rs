//! Manifests: one file per kind, and the kustomization that holds them together.

mod config_checksum;
mod config_map;
mod container;
mod deployment;
mod env;
mod health_check;
mod ingress;
mod kustomization;
mod metadata;
mod namespace;
mod object;
mod persistent_volume_claim;
mod pod;
mod probe;
mod security_context;
mod service;
mod storage_class;
mod volume;

#[cfg(test)]
mod tests;

use super::file::{File, HEADER};
use crate::lang::yaml::{Document, print_file};
use crate::model::Model;

/// All manifests, when there is anything to run.
pub(super) fn files(model: &Model) -> Vec<File> {
    if model.services.is_empty() && model.config_maps.is_empty() {
        return Vec::new();
    }
    let mut manifests = manifests(model);
    manifests.retain(|manifest| !manifest.documents.is_empty());
    manifests.push(kustomization::manifest(&manifests));
    manifests.iter().map(|manifest| file(model, manifest)).collect()
}

/// One file of objects; without an object it is not written.
struct Manifest {
    name: &'static str,
    /// What holds for the whole file, below the header.
    about: Option<String>,
    documents: Vec<Document>,
}

impl Manifest {
    fn new(name: &'static str, documents: Vec<Document>) -> Self {
        Self { name, about: None, documents }
    }
}

/// Named after kubectl's resources, in the order in which they need each other.
fn manifests(model: &Model) -> Vec<Manifest> {
    vec![
        Manifest::new("namespace.yaml", namespace::documents(model)),
        Manifest::new("storageclass.yaml", storage_class::documents(model)),
        Manifest::new("configmaps.yaml", config_map::documents(model)),
        Manifest::new("persistentvolumeclaims.yaml", persistent_volume_claim::documents(model)),
        deployment::manifest(model),
        Manifest::new("services.yaml", service::documents(model)),
        Manifest::new("ingresses.yaml", ingress::documents(model)),
    ]
}

fn file(model: &Model, manifest: &Manifest) -> File {
    let about = manifest.about.as_deref().map(|about| format!("\n{about}")).unwrap_or_default();
    let contents = print_file(&format!("{HEADER}{about}"), &manifest.documents);
    File::new(model.outputs.manifests.file(manifest.name), contents)
}
