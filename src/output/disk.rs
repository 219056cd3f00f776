//! The user's repository on disk, as the phases may see it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::repository::Repository;
use crate::value::ProjectPath;

/// The folder of a `kura.toml`. A link that leads out of it leads nowhere.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The repository in that folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn inside(&self, path: &ProjectPath) -> Option<PathBuf> {
        let root = fs::canonicalize(&self.root).ok()?;
        let real = fs::canonicalize(super::on_disk(&self.root, path)).ok()?;
        real.starts_with(root).then_some(real)
    }
}

impl Repository for Disk {
    fn is_file(&self, path: &ProjectPath) -> bool {
        self.inside(path).is_some_and(|real| real.is_file())
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        self.inside(path).is_some_and(|real| real.is_dir())
    }

    fn read(&self, path: &ProjectPath) -> Option<String> {
        fs::read_to_string(self.inside(path)?).ok()
    }
}

/// The first part of a path below a folder that is a symbolic link, if one is.
pub(super) fn link_on_the_way(root: &Path, path: &ProjectPath) -> Option<PathBuf> {
    let mut walked = root.to_owned();
    for part in path.as_str().split('/') {
        walked.push(part);
        if walked.is_symlink() {
            return Some(walked);
        }
    }
    None
}
