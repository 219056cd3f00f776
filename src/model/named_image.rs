//! The images that a project rests on and does not build.

use super::{ContainerImage, Image, ImageSource, Model, Pod};
use crate::span::Span;
use crate::value::{FromText, ImageReference};

/// An image that is named somewhere: by a workload, as a `runtime`, or in a Dockerfile of the user's.
#[derive(Debug, Clone)]
pub struct NamedImage {
    /// What is named.
    pub reference: ImageReference,
    /// Where in `kura.toml` it, or the Dockerfile that names it, is named.
    pub span: Span,
    /// Where in that Dockerfile.
    pub line: Option<String>,
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

    /// What to say at its place: where it is named, if that is not to be seen there, and something about it.
    pub fn label(&self, about: &str) -> String {
        self.line.as_ref().map_or_else(|| about.to_owned(), |line| format!("{line}: {about}"))
    }
}

impl Model {
    /// Every image that is named, and not built here.
    pub fn named_images(&self) -> Vec<NamedImage> {
        let containers = self.pods().flat_map(Pod::containers);
        let public = containers.filter_map(|container| match &container.image {
            ContainerImage::Public(reference) => {
                Some(NamedImage { reference: reference.clone(), span: container.image_span, line: None })
            }
            ContainerImage::Built(_) => None,
        });
        let bases = self.images.values().flat_map(|image| match &image.source {
            // The base itself has a variant that the user did not write.
            ImageSource::Build(build) => {
                named(&build.runtime, build.runtime.span, None).into_iter().collect()
            }
            ImageSource::HandWritten(file) => {
                let bases =
                    file.bases().filter_map(|(line, base)| named(base, file.span, Some(file.line(line))));
                bases.collect::<Vec<_>>()
            }
        });
        public.chain(bases).collect()
    }
}

impl Image {
    /// What runs when the image is built, the place where it, or the Dockerfile it is in, is named, and its line there.
    pub fn build_scripts(&self) -> Vec<(&str, Span, Option<String>)> {
        match &self.source {
            ImageSource::Build(build) => {
                build.scripts().map(|script| (script.value.as_str(), script.span, None)).collect()
            }
            ImageSource::HandWritten(file) => {
                let run = file.all("RUN");
                run.map(|run| (run.arguments.as_str(), file.span, Some(file.line(run.line)))).collect()
            }
        }
    }
}

fn named(text: &str, span: Span, line: Option<String>) -> Option<NamedImage> {
    Some(NamedImage { reference: ImageReference::from_text(text).ok()?, span, line })
}
