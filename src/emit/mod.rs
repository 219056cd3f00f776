//! Phase 4: from [`Model`] to files. Nothing here can fail: what could, was an error before.

mod aws_account;
mod collision;
mod docker;
mod draft;
mod file;
mod gitattributes;
mod jenkins;
mod kubernetes;
mod terraform;

pub use collision::{Collision, collisions, is_reserved};
pub use draft::Draft;
pub use file::File;
pub use kubernetes::{Misfit, misfits};
pub use terraform::jenkins::{TooLarge, too_large};

use crate::model::Model;

/// Everything a project compiles to, sorted by path; a text is made when its draft is printed.
pub fn emit(model: &Model) -> Vec<Draft<'_>> {
    let mut files = Vec::new();
    files.extend(terraform::files(model));
    files.extend(terraform::jenkins::files(model));
    files.extend(kubernetes::files(model));
    files.extend(jenkins::files(model));
    files.extend(docker::files(model));
    if model.outputs.gitattributes {
        files.push(gitattributes::file(&files));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
