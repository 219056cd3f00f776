//! The folder a project is written to, and which project that is.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::on_disk;
use crate::value::ProjectPath;

/// A folder that a project is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The folder, as a person names it; it need not exist.
    pub folder: PathBuf,
    /// The project's `kura.toml`, relative to the folder and with `/`: another one is another project.
    pub from: String,
}

impl Target {
    /// That folder, for the project with that `kura.toml`.
    ///
    /// What both are called from the current folder is enough to go from one to the other, and the same wherever that is:
    /// also in the sandbox of a build system, where links lead to the sources.
    pub fn new(folder: PathBuf, kura_toml: &Path) -> Self {
        let from = match kura_toml.strip_prefix(&folder) {
            Ok(below) => below.to_owned(),
            Err(_) if is_below_here(&folder) && is_below_here(kura_toml) => {
                relative(&absolute(&folder), &absolute(kura_toml))
            }
            Err(_) => relative(&real(&folder), &real(kura_toml)),
        };
        // The lock has one line for it.
        let from = from.to_string_lossy().replace('\\', "/").replace(char::is_control, "?");
        Self { folder, from }
    }
}

/// Whether a path leads from the current folder downwards.
fn is_below_here(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::CurDir | Component::Normal(_)))
}

/// The one name of a place, however a person names it.
pub(super) fn place(root: &Path, path: &ProjectPath) -> PathBuf {
    absolute(&on_disk(root, path))
}

/// An absolute path without `.` and `..`, whether or not anything is there.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().fold(PathBuf::new(), |mut walked, part| {
        if part == Component::ParentDir {
            walked.pop();
        } else {
            walked.push(part);
        }
        walked
    })
}

/// The absolute path with the links of its folders followed, as far as they exist.
pub fn real(path: &Path) -> PathBuf {
    let path = absolute(path);
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return path };
    fs::canonicalize(&path).unwrap_or_else(|_| real(parent).join(name))
}

/// The way from a folder to a path, both absolute.
fn relative(folder: &Path, path: &Path) -> PathBuf {
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Target, absolute, relative};

    #[test]
    fn a_project_is_named_from_its_folder() {
        for (folder, path, way) in [
            ("/a", "/a/kura.toml", "kura.toml"),
            ("/a/out", "/a/b/kura.toml", "../b/kura.toml"),
            ("/x/y", "/a/kura.toml", "../../a/kura.toml"),
        ] {
            assert_eq!(relative(Path::new(folder), Path::new(path)), PathBuf::from(way));
        }
    }

    #[test]
    fn a_path_has_one_absolute_form() {
        assert_eq!(absolute(Path::new("/a/./b/../c//d")), PathBuf::from("/a/c/d"));
    }

    #[test]
    fn a_folder_may_have_any_name() {
        let target = Target::new(PathBuf::from("/nowhere/out"), Path::new("/nowhere/a\nb/kura.toml"));
        assert_eq!(target.from, "../a?b/kura.toml");
    }
}
