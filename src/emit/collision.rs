//! Outputs that stand in each other's way, or where no output may stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Draft;
use crate::value::ProjectPath;

/// A path that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The path.
    pub path: ProjectPath,
    /// Why it cannot be written.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
}

const PATHS: &str = "change one of the paths in `[outputs]` or `dockerfile`";

/// The paths that cannot be written, each once; none when all can.
///
/// The user chooses the paths, so this is the one thing about the files that
/// is known only when all of them are. Letters in upper and lower case are
/// the same, as on the file systems of macOS and Windows.
pub fn collisions(files: &[Draft<'_>]) -> Vec<Collision> {
    let mut taken: BTreeMap<String, &ProjectPath> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files {
        let mut report =
            |message: String| found.push(Collision { path: file.path.clone(), message, help: PATHS });
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
    found.extend(same_address(files));
    found.extend(too_long(files));
    // A folder that is in the way is in the way of all its files, and that is one mistake.
    found.dedup_by(|a, b| a.path == b.path);
    found
}

/// Paths that no file system takes, one for each folder: it is mostly the folder that is called too long.
fn too_long(files: &[Draft<'_>]) -> Vec<Collision> {
    let mut long: Vec<_> = files.iter().map(|file| &file.path).filter(|path| path.is_too_long()).collect();
    long.dedup_by_key(|path| path.parent());
    let collision = |path: &ProjectPath| {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        let message = format!("the path of `{name}` has {} bytes, which is too long", path.as_str().len());
        Collision { path: path.clone(), message, help: PATHS }
    };
    long.into_iter().map(collision).collect()
}

/// Two blocks of one root module with the same first line, of which Terraform takes neither.
fn same_address(files: &[Draft<'_>]) -> Vec<Collision> {
    let mut modules = BTreeMap::<ProjectPath, BTreeSet<&str>>::new();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.addresses.is_empty()) {
        let taken = modules.entry(file.path.parent()).or_default();
        for address in &file.addresses {
            if !taken.insert(address) {
                found.push(Collision {
                    path: file.path.clone(),
                    message: format!("Terraform would know two things as `{address}`"),
                    help: "two keys lead to one address: change one of them",
                });
            }
        }
    }
    found
}

/// A file where the path of another needs a folder.
fn file_above(file: &Draft<'_>, taken: &BTreeMap<String, &ProjectPath>) -> Option<Collision> {
    let above = parents(&file.path).find_map(|parent| taken.get(&parent.as_str().to_lowercase()).copied())?;
    let message = format!("`{above}` cannot be both a file and the folder of `{}`", file.path);
    Some(Collision { path: above.clone(), message, help: PATHS })
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

#[cfg(test)]
mod tests {
    use super::collisions;
    use crate::emit::Draft;
    use crate::value::{FromText, ProjectPath};

    #[test]
    fn an_address_is_taken_in_its_own_module_alone() {
        let file = |path: &str| {
            let path = ProjectPath::from_text(path).unwrap();
            let addresses = vec!["resource \"aws_iam_role\" \"api\"".to_owned()];
            Draft { addresses, ..Draft::new(path, String::new) }
        };
        assert_eq!(collisions(&[file("a/iam.tf"), file("b/iam.tf")]), []);
        let found = collisions(&[file("a/iam.tf"), file("a/addons.tf")]);
        let messages: Vec<_> = found.iter().map(|collision| collision.message.as_str()).collect();
        assert_eq!(messages, ["Terraform would know two things as `resource \"aws_iam_role\" \"api\"`"]);
    }
}
