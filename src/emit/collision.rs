//! Outputs that stand in each other's way, or where no output may stand.

use std::collections::BTreeMap;

use super::File;
use crate::value::ProjectPath;

/// A path that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The path.
    pub path: ProjectPath,
    /// Why it cannot be written.
    pub message: String,
}

/// The paths that cannot be written, each once; none when all can.
///
/// The user chooses the paths, so this is the one thing about the files that
/// is known only when all of them are. Letters in upper and lower case are
/// the same, as on the file systems of macOS and Windows.
pub fn collisions(files: &[File]) -> Vec<Collision> {
    let mut taken: BTreeMap<String, &ProjectPath> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files {
        let mut report = |message: String| found.push(Collision { path: file.path.clone(), message });
        if is_reserved(&file.path) {
            report(format!("no output may be written to `{}`", file.path));
        } else if let Some(other) = taken.insert(file.path.as_str().to_lowercase(), &file.path) {
            report(if *other == file.path {
                format!("two outputs are written to `{other}`")
            } else {
                format!("`{other}` and `{}` are one file where case does not count", file.path)
            });
        }
    }
    found.extend(files.iter().filter_map(|file| file_above(file, &taken)));
    // A folder that is in the way is in the way of all its files, and that is one mistake.
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// A file where the path of another needs a folder.
fn file_above(file: &File, taken: &BTreeMap<String, &ProjectPath>) -> Option<Collision> {
    let above = parents(&file.path).find_map(|parent| taken.get(&parent.as_str().to_lowercase()).copied())?;
    let message = format!("`{above}` cannot be both a file and the folder of `{}`", file.path);
    Some(Collision { path: above.clone(), message })
}

/// The folders above a path, the nearest first.
fn parents(path: &ProjectPath) -> impl Iterator<Item = ProjectPath> {
    std::iter::successors(Some(path.parent()), |parent| (!parent.is_root()).then(|| parent.parent()))
}

/// Whether no output may be at a path: files of kura's own, of this project or of one below it, and git's.
pub fn is_reserved(path: &ProjectPath) -> bool {
    const NAMES: &[&str] = &[".git", "kura.lock", "kura.toml"];
    let is_reserved =
        |part: &str| part.starts_with(".kura-") || NAMES.iter().any(|name| part.eq_ignore_ascii_case(name));
    path.is_root() || path.as_str().split('/').any(is_reserved)
}
