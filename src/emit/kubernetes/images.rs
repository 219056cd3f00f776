//! `images.yaml`: the digests that the pipeline commits, for who applies the manifests from git.

use serde_json::json;

use crate::emit::Draft;
use crate::lang::yaml::{Document, print_file};
use crate::model::{Image, Model};

/// Its name, in the folder of the manifests.
pub(in crate::emit) const FILE: &str = "images.yaml";

/// Says whose the file is: kura's only until it exists.
const ABOUT: &str = "Created once by kura, which leaves it alone from then on: the pipeline commits the digests of images here.";

/// The file, if a pipeline commits digests.
pub(super) fn file(model: &Model) -> Option<Draft<'_>> {
    images(model).next()?;
    let text = || print_file(ABOUT, &images(model).map(document).collect::<Vec<_>>());
    Some(Draft { once: true, ..Draft::new(model.outputs.manifests.file(FILE), text) })
}

fn images(model: &Model) -> impl Iterator<Item = &Image> {
    let pipelines = model.jenkins.iter().flat_map(|jenkins| &jenkins.pipelines);
    let keys = pipelines.filter(|pipeline| pipeline.commits()).flat_map(|pipeline| &pipeline.images);
    keys.filter_map(|key| model.images.get(key))
}

/// The pipeline puts `digest` in the place of `newTag`.
///
/// Source: <https://kubectl.docs.kubernetes.io/references/kustomize/builtins/#_imagetagtransformer_>
fn document(image: &Image) -> Document {
    json!({
        "apiVersion": "builtin",
        "kind": "ImageTagTransformer",
        "metadata": { "name": image.key.value },
        "imageTag": { "name": image.repository, "newTag": super::container::PIPELINE_TAG },
    })
    .into()
}
