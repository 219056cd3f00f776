//! Which projects a command is about: every `kura.toml` at or below the paths it was given.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::Trouble;
use crate::span::Source;

const FILE_NAME: &str = "kura.toml";

/// One `kura.toml`.
#[derive(Debug, Clone)]
pub struct Project {
    /// Where it is.
    pub file: PathBuf,
    /// The path of the command line under which it was found.
    under: Arc<Path>,
}

/// What a `kura.toml` holds.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its text; what is not UTF-8 stands there as U+FFFD.
    pub source: Source,
    /// Byte at which the file stops being UTF-8, if it does.
    pub not_utf8_at: Option<usize>,
    /// Its bytes, if it is larger than kura reads; then it has no text.
    pub too_large: Option<u64>,
}

/// What was found below some paths.
#[derive(Debug, Default)]
pub struct Search {
    /// The projects, sorted below each path, each once.
    pub projects: Vec<Project>,
    /// What could not be searched, and each `kura.toml` that is no file.
    pub troubles: Vec<Trouble>,
}

impl Project {
    /// Its folder.
    pub fn folder(&self) -> &Path {
        match self.file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        }
    }

    /// Its folder, relative to the path of the command line under which it was found.
    pub fn below(&self) -> &Path {
        self.folder().strip_prefix(&self.under).unwrap_or(Path::new(""))
    }

    /// What it is called wherever its repository lies: its path below the one of the command line.
    pub fn name(&self) -> String {
        let below = self.file.strip_prefix(&self.under).unwrap_or(&self.file);
        let name = if below == Path::new("") { &self.file } else { below };
        name.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Its path as it is shown.
    pub fn shown(&self) -> String {
        let shown = self.file.strip_prefix("./").unwrap_or(&self.file);
        shown.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// [`Trouble`] when it cannot be read.
    pub fn read(&self) -> Result<Text, Trouble> {
        let trouble = |error| Trouble::io("read", &self.file, &error);
        let length = fs::metadata(&self.file).map_err(trouble)?.len();
        let too_large = Some(length).filter(|bytes| *bytes > Source::MOST_BYTES);
        let bytes = if too_large.is_some() { Vec::new() } else { fs::read(&self.file).map_err(trouble)? };
        let not_utf8_at = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Text { source: Source { path: self.shown(), text }, not_utf8_at, too_large })
    }
}

/// Finds the projects of some paths; without paths, of the current folder.
///
/// # Errors
///
/// [`Trouble`] when a path does not exist, or holds no `kura.toml`.
pub fn projects(paths: &[PathBuf]) -> Result<Search, Trouble> {
    let here = [PathBuf::from(".")];
    let mut search = Search::default();
    // Where each really is, through all links.
    let mut known = BTreeSet::new();
    for path in if paths.is_empty() { here.as_slice() } else { paths } {
        let under: Arc<Path> = Arc::from(path.as_path());
        for file in files(path, &mut search.troubles)? {
            match fs::canonicalize(&file).map(|real| known.insert(real)) {
                Ok(true) => search.projects.push(Project { file, under: Arc::clone(&under) }),
                Ok(false) => {}
                Err(error) => search.troubles.push(Trouble::io("read", &file, &error)),
            }
        }
    }
    Ok(search)
}

/// The `kura.toml` files at or below a path, sorted.
fn files(path: &Path, troubles: &mut Vec<Trouble>) -> Result<Vec<PathBuf>, Trouble> {
    let metadata = fs::metadata(path).map_err(|error| Trouble::io("read", path, &error))?;
    if metadata.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let known = troubles.len();
    let found = files_of(walk(path), path, troubles);
    if found.is_empty() && troubles.len() == known {
        return Err(Trouble {
            what: format!("there is no {FILE_NAME} in `{}`", path.display()),
            why: "name a kura.toml, or a folder that holds one".to_owned(),
        });
    }
    Ok(found)
}

/// The `kura.toml` files of a walk.
fn files_of(
    walk: impl Iterator<Item = Result<DirEntry, ignore::Error>>,
    path: &Path,
    troubles: &mut Vec<Trouble>,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_name() != FILE_NAME => {}
            Ok(entry) => match readable(&entry) {
                Ok(()) => found.push(entry.into_path()),
                Err(trouble) => troubles.push(trouble),
            },
            Err(error) if is_gone(path, &error) => {}
            Err(error) => troubles.push(unsearched(path, &error)),
        }
    }
    found
}

/// Whether a folder was removed meanwhile, as another build does with those that it leaves empty: there is nothing in it.
fn is_gone(path: &Path, error: &ignore::Error) -> bool {
    let is_missing = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_missing && place(error).is_some_and(|place| place != path)
}

/// A folder, a pipe or a broken link of that name is no project, and nobody may think it was looked at.
fn readable(entry: &DirEntry) -> Result<(), Trouble> {
    let path = entry.path();
    if entry.file_type().is_some_and(|kind| kind.is_file()) {
        return Ok(());
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(Trouble {
            what: format!("cannot read `{}`", path.display()),
            why: "it is not a file".to_owned(),
        }),
        Err(error) => Err(Trouble::io("read", path, &error)),
    }
}

fn unsearched(path: &Path, error: &ignore::Error) -> Trouble {
    // What stands around the cause names the path once more.
    let cause = error.io_error().and_then(io::Error::get_ref).and_then(|around| around.source());
    let why = cause.map_or_else(|| error.to_string(), ToString::to_string);
    Trouble { what: format!("cannot search `{}`", place(error).unwrap_or(path).display()), why }
}

/// The path that an error is about.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}

/// The repository's own `.gitignore` files count, and no setting of the machine does.
fn walk(path: &Path) -> ignore::Walk {
    let mut walk = WalkBuilder::new(path);
    walk.require_git(false).git_global(false).git_exclude(false).ignore(false);
    walk.sort_by_file_name(OsStr::cmp).build()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{files_of, walk};

    /// What is found of `a`, `b` and `c` where one is removed after `a` was seen.
    fn found(removed: &str) -> (Vec<PathBuf>, usize) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("kura.toml"), "").unwrap();
        }
        let walk = walk(folder.path()).inspect(|entry| {
            if entry.as_ref().is_ok_and(|entry| entry.path().ends_with("a")) {
                let _ = fs::remove_dir_all(folder.path().join(removed));
            }
        });
        let mut troubles = Vec::new();
        let found = files_of(walk, folder.path(), &mut troubles);
        let below = found.iter().map(|file| file.strip_prefix(folder.path()).unwrap().to_owned());
        (below.collect(), troubles.len())
    }

    #[test]
    fn a_folder_that_is_removed_meanwhile_holds_nothing() {
        let files = |names: &[&str]| names.iter().map(|name| PathBuf::from(name).join("kura.toml")).collect();
        assert_eq!(found("b"), (files(&["a", "c"]), 0));
        assert_eq!(found("none"), (files(&["a", "b", "c"]), 0));
    }
}
