//! The user's repository on disk, as the phases may see it.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

use crate::repository::{MOST_BYTES, Repository};
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

/// A checkout with CRLF is the same repository, and a script with it does not start; broken tools write CR CR LF.
fn with_lf_only(mut text: String) -> String {
    while text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    text
}

impl Repository for Disk {
    fn is_file(&self, path: &ProjectPath) -> bool {
        self.inside(path).is_some_and(|real| real.is_file())
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        self.inside(path).is_some_and(|real| real.is_dir())
    }

    fn names(&self, folder: &ProjectPath) -> Vec<String> {
        let entries = self.inside(folder).and_then(|real| fs::read_dir(real).ok());
        let names =
            entries.into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    fn read(&self, path: &ProjectPath) -> Option<String> {
        // Of a pipe nobody knows the length, and to open one may wait for ever.
        let real = self.inside(path).filter(|real| real.is_file())?;
        let mut text = String::new();
        File::open(real).ok()?.take(MOST_BYTES + 1).read_to_string(&mut text).ok()?;
        (text.len() as u64 <= MOST_BYTES).then(|| with_lf_only(text))
    }
}
