//! The user's repository on disk, as the phases may see it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::found::link_on_the_way;
use super::{Project, on_disk};
use crate::repository::{MOST_BYTES, Repository};
use crate::value::ProjectPath;

/// The folder of a `kura.toml`. A link that leads out of it leads nowhere.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    /// Where a link leads that stands for `kura.toml`, as in the sandbox of a build system: what is beside that is inside, too.
    kura_toml: Option<PathBuf>,
    asked: RefCell<BTreeSet<ProjectPath>>,
}

impl Disk {
    /// The repository in that folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), kura_toml: None, asked: RefCell::default() }
    }

    /// The repository of that project.
    pub fn of(project: &Project) -> Self {
        let link = Some(&project.file).filter(|file| file.is_symlink());
        let kura_toml = link.and_then(|link| fs::canonicalize(link).ok());
        Self { kura_toml, ..Self::new(project.folder()) }
    }

    /// The paths that were asked for until now, whether or not there was anything.
    pub fn asked(&self) -> BTreeSet<ProjectPath> {
        self.asked.borrow().clone()
    }

    /// Where a path is on disk, unless it leads out.
    fn inside(&self, path: &ProjectPath) -> Option<PathBuf> {
        self.asked.borrow_mut().insert(path.clone());
        let place = on_disk(&self.root, path);
        if link_on_the_way(&self.root, path).is_none() {
            return Some(place);
        }
        let real = fs::canonicalize(place).ok()?;
        let root = fs::canonicalize(&self.root).ok();
        let folders = root.as_deref().into_iter().chain(self.kura_toml.as_deref().and_then(Path::parent));
        folders.into_iter().any(|folder| real.starts_with(folder)).then_some(real)
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
