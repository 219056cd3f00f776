//! The images that a project rests on and does not build.

use super::{ContainerImage, Image, ImageSource, Model, Place, Pod};
use crate::value::{FromText, ImageReference};

/// An image that is named somewhere: by a workload, as a `runtime`, or in a Dockerfile of the user's.
#[derive(Debug, Clone)]
pub struct NamedImage {
    /// What is named.
    pub reference: ImageReference,
    /// Where it is named.
    pub place: Place,
}

impl NamedImage {
    /// Its last name, such as `python`.
    pub fn name(&self) -> &str {
        self.reference.repository.rsplit('/').next().unwrap_or(&self.reference.repository)
    }

    /// The version that its tag begins with; empty without one.
    pub fn version(&self) -> &str {
        self.reference.tag.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or_default()
    }
}

impl Model {
    /// Every image that is named, and not built here.
    pub fn named_images(&self) -> Vec<NamedImage> {
        let containers = self.pods().flat_map(Pod::containers);
        let public = containers.filter_map(|container| match &container.image {
            ContainerImage::Public(reference) => {
                Some(NamedImage { reference: reference.clone(), place: container.image_span.into() })
            }
            ContainerImage::Built(_) => None,
        });
        let bases = self.images.values().flat_map(|image| match &image.source {
            // The base itself has a variant that the user did not write.
            ImageSource::Build(build) => {
                named(&build.runtime, build.runtime.span.into()).into_iter().collect()
            }
            ImageSource::HandWritten(file) => {
                file.bases().filter_map(|(line, base)| named(base, file.place(line))).collect::<Vec<_>>()
            }
        });
        public.chain(bases).collect()
    }
}

impl Image {
    /// What runs when the image is built, and where that is written.
    pub fn build_scripts(&self) -> Vec<(&str, Place)> {
        match &self.source {
            ImageSource::Build(build) => {
                build.scripts().map(|script| (script.value.as_str(), script.span.into())).collect()
            }
            ImageSource::HandWritten(file) => {
                file.all("RUN").map(|run| (run.arguments.as_str(), file.place(run.line))).collect()
            }
        }
    }
}

fn named(text: &str, place: Place) -> Option<NamedImage> {
    Some(NamedImage { reference: ImageReference::from_text(text).ok()?, place })
}
