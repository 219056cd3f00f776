//! Manifests of the user's own, copied beside kura's.

use crate::emit::Draft;
use crate::emit::file::HEADER;
use crate::model::{Model, OwnManifest};

/// Its name below `outputs.manifests`.
pub(super) fn name(own: &OwnManifest) -> String {
    let path = own.path.as_str();
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// The copy, byte for byte below the header.
pub(super) fn file<'m>(model: &Model, own: &'m OwnManifest) -> Draft<'m> {
    let text = || format!("# {HEADER}\n# A copy of {}.\n\n{}", own.path.value, own.text);
    Draft::new(model.outputs.manifests.file(&name(own)), text)
}
