//! Manifests of the user's own, copied beside kura's.

use crate::emit::file::{File, HEADER};
use crate::model::{Model, OwnManifest};

/// Its name below `outputs.manifests`.
pub(super) fn name(own: &OwnManifest) -> String {
    let path = own.path.as_str();
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// The copy, byte for byte below the header.
pub(super) fn file(model: &Model, own: &OwnManifest) -> File {
    let contents = format!("# {HEADER}\n# A copy of {}.\n\n{}", own.path.value, own.text);
    File::new(model.outputs.manifests.file(&name(own)), contents)
}
