//! What kura may see of the user's repository: the one door through which a phase looks at it.

use std::collections::BTreeSet;

use crate::value::ProjectPath;

/// The files beside `kura.toml`.
pub trait Repository {
    /// Whether there is a file at that path.
    fn is_file(&self, path: &ProjectPath) -> bool;

    /// Whether there is a folder at that path.
    fn is_folder(&self, path: &ProjectPath) -> bool;

    /// What the file at that path holds; `None` without a file, or when it is not text in UTF-8.
    fn read(&self, path: &ProjectPath) -> Option<String>;
}

/// A repository that is only a list of files, as in an editor or a test: all are empty.
impl Repository for BTreeSet<ProjectPath> {
    fn is_file(&self, path: &ProjectPath) -> bool {
        self.contains(path)
    }

    fn is_folder(&self, path: &ProjectPath) -> bool {
        self.iter().any(|file| file != path && file.is_within(path))
    }

    fn read(&self, path: &ProjectPath) -> Option<String> {
        self.contains(path).then(String::new)
    }
}
