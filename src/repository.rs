//! What kura may see of the user's repository: the one door through which a phase looks at it.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::ProjectPath;

/// The longest file that is read, in bytes: what kura looks into is written by people.
pub const MOST_BYTES: u64 = 1 << 20;

/// The files beside `kura.toml`.
pub trait Repository {
    /// Whether there is a file at that path.
    fn is_file(&self, path: &ProjectPath) -> bool;

    /// Whether there is a folder at that path.
    fn is_folder(&self, path: &ProjectPath) -> bool;

    /// The names in a folder, sorted.
    fn names(&self, folder: &ProjectPath) -> Vec<String>;

    /// The text of a file, whose lines end in LF whatever they end in there; `None` if there is none, or it is no UTF-8, or longer than [`MOST_BYTES`].
    fn read(&self, path: &ProjectPath) -> Option<String>;
}

/// A repository of files whose texts nobody knows, as in an editor or a test.
impl Repository for BTreeSet<ProjectPath> {
    fn is_file(&self, path: &ProjectPath) -> bool {
        self.contains(path)
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        has_folder(self.iter(), path)
    }

    fn names(&self, folder: &ProjectPath) -> Vec<String> {
        names(self.iter(), folder)
    }

    fn read(&self, _: &ProjectPath) -> Option<String> {
        None
    }
}

/// A repository in memory: path -> text.
impl Repository for BTreeMap<ProjectPath, String> {
    fn is_file(&self, path: &ProjectPath) -> bool {
        self.contains_key(path)
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        has_folder(self.keys(), path)
    }

    fn names(&self, folder: &ProjectPath) -> Vec<String> {
        names(self.keys(), folder)
    }

    fn read(&self, path: &ProjectPath) -> Option<String> {
        self.get(path).cloned()
    }
}

fn has_folder<'p>(mut files: impl Iterator<Item = &'p ProjectPath>, path: &ProjectPath) -> bool {
    files.any(|file| file != path && file.is_within(path))
}

fn names<'p>(files: impl Iterator<Item = &'p ProjectPath>, folder: &ProjectPath) -> Vec<String> {
    let below = files.filter_map(|file| file.relative_to(folder)).filter(|path| *path != ".");
    let first = below.filter_map(|path| path.split('/').next()).map(str::to_owned);
    first.collect::<BTreeSet<_>>().into_iter().collect()
}
