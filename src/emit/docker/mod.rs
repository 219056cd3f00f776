//! Dockerfiles, and what they need beside them, of the images that name a `runtime`.

mod bash;
mod dockerfile;
mod dotnet;
mod go;
mod ignore;
mod instruction;
mod java;
mod language;
mod nginx;
mod node;
mod packages;
mod python;
mod recipe;
mod ruby;
mod rust;
mod static_site;
#[cfg(test)]
mod tests;

use super::Draft;
use crate::model::{ImageSource, Model};

/// The files of every image that kura builds.
pub(super) fn files(model: &Model) -> Vec<Draft<'_>> {
    let mut files = Vec::new();
    for image in model.images.values() {
        if let ImageSource::Build(build) = &image.source {
            files.push(Draft::new(image.dockerfile.clone(), || dockerfile::text(image, build)));
            files.push(ignore::file(model, image, build));
            files.extend(build.static_site.as_ref().map(|site| nginx::file(image, site)));
        }
    }
    files
}
