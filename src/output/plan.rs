//! What would change on disk, and what must not.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::link_on_the_way;
use super::lock::hash;
use super::{Lock, Trouble, on_disk};
use crate::emit::File;
use crate::value::ProjectPath;

/// Everything that would happen to a folder, sorted by path.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder.
    pub root: PathBuf,
    /// One entry a path.
    pub changes: Vec<Change>,
    /// The lock afterwards.
    pub lock: Lock,
}

/// What would happen to one path.
#[derive(Debug, Clone)]
pub struct Change {
    /// The path, relative to the folder.
    pub path: ProjectPath,
    /// What would happen.
    pub action: Action,
}

/// What would happen to a path.
#[derive(Debug, Clone)]
pub enum Action {
    /// A file that is not there yet.
    Create(File),
    /// A file of kura's that changes; its bytes until now.
    Update(File, Vec<u8>),
    /// A file of kura's that is no longer produced; its bytes until now.
    Delete(Vec<u8>),
    /// A file that is already as it should be.
    Keep,
    /// A file that kura must not touch.
    Conflict(Conflict),
}

/// Why kura must not touch a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody else wrote it.
    Foreign,
    /// It was edited since kura wrote it.
    Edited,
    /// It was edited since, and is no longer produced.
    EditedAndStale,
    /// Something that is no file stands there.
    NotAFile,
    /// A symbolic link is on the way, which might lead out of the project.
    Link(PathBuf),
}

impl Plan {
    /// The files kura must not touch; while there is one, nothing is written.
    pub fn conflicts(&self) -> impl Iterator<Item = (&ProjectPath, &Conflict)> {
        self.changes.iter().filter_map(|change| match &change.action {
            Action::Conflict(conflict) => Some((&change.path, conflict)),
            _ => None,
        })
    }

    /// Whether nothing would happen.
    pub fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| matches!(change.action, Action::Keep))
    }
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Foreign => f.write_str("not written by kura: move it away, or change its path in kura.toml"),
            Self::Edited => f.write_str("edited since kura wrote it: move the edit into kura.toml, and restore or delete the file"),
            Self::EditedAndStale => f.write_str("edited since kura wrote it, and no longer produced: delete it, or keep it under another name"),
            Self::NotAFile => f.write_str("there is something else than a file at this path"),
            Self::Link(link) => write!(f, "the symbolic link `{}` is on the way, and kura follows none", link.display()),
        }
    }
}

/// Compares the files with the folder on disk.
///
/// # Errors
///
/// [`Trouble`] when the lock or a file cannot be read.
pub fn plan(root: &Path, files: &[File]) -> Result<Plan, Trouble> {
    let old = Lock::read(root)?;
    let mut changes = BTreeMap::new();
    let mut lock = Lock::default();
    for file in files {
        if file.once {
            // What is there already is the user's.
            if let Found::Nothing = Found::at(root, &file.path)? {
                changes.insert(file.path.clone(), Action::Create(file.clone()));
            }
            continue;
        }
        lock.hashes.insert(file.path.clone(), hash(file.contents.as_bytes()));
        changes.insert(file.path.clone(), produced(root, &old, file)?);
    }
    for (path, hash) in &old.hashes {
        let once = files.iter().any(|file| file.once && file.path == *path);
        if !once
            && !changes.contains_key(path)
            && let Some(action) = stale(root, path, hash)?
        {
            changes.insert(path.clone(), action);
        }
    }
    let changes = changes.into_iter().map(|(path, action)| Change { path, action }).collect();
    Ok(Plan { root: root.to_owned(), changes, lock })
}

/// A file whose bytes are what kura would write is never a conflict.
fn produced(root: &Path, lock: &Lock, file: &File) -> Result<Action, Trouble> {
    Ok(match Found::at(root, &file.path)? {
        Found::Nothing => Action::Create(file.clone()),
        Found::File(bytes) if bytes == file.contents.as_bytes() => Action::Keep,
        Found::File(bytes) => match lock.hashes.get(&file.path) {
            None => Action::Conflict(Conflict::Foreign),
            Some(known) if *known == hash(&bytes) => Action::Update(file.clone(), bytes),
            Some(_) => Action::Conflict(Conflict::Edited),
        },
        Found::Other => Action::Conflict(Conflict::NotAFile),
        Found::Link(link) => Action::Conflict(Conflict::Link(link)),
    })
}

/// A file that the lock knows and that is no longer produced.
fn stale(root: &Path, path: &ProjectPath, known: &str) -> Result<Option<Action>, Trouble> {
    Ok(match Found::at(root, path)? {
        Found::Nothing => None,
        Found::File(bytes) if hash(&bytes) == known => Some(Action::Delete(bytes)),
        Found::File(_) => Some(Action::Conflict(Conflict::EditedAndStale)),
        Found::Other => Some(Action::Conflict(Conflict::NotAFile)),
        Found::Link(link) => Some(Action::Conflict(Conflict::Link(link))),
    })
}

/// What stands at a path.
enum Found {
    Nothing,
    File(Vec<u8>),
    Other,
    Link(PathBuf),
}

impl Found {
    fn at(root: &Path, path: &ProjectPath) -> Result<Self, Trouble> {
        if let Some(link) = link_on_the_way(root, path) {
            return Ok(Self::Link(link));
        }
        let place = on_disk(root, path);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_file() => {
                fs::read(&place).map(Self::File).map_err(|error| Trouble::io("read", &place, &error))
            }
            Ok(_) => Ok(Self::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Nothing),
            // A file stands where the path needs a folder.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(Self::Other),
            Err(error) => Err(Trouble::io("read", &place, &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::FromText;

    #[test]
    fn a_file_that_is_created_once_belongs_to_the_user() {
        let folder = tempfile::tempdir().unwrap();
        let path = ProjectPath::from_text("images.yaml").unwrap();
        let file = File { once: true, ..File::new(path.clone(), "a\n".to_owned()) };
        let files = std::slice::from_ref(&file);
        let first = plan(folder.path(), files).unwrap();
        assert!(matches!(first.changes.as_slice(), [Change { action: Action::Create(_), .. }]));
        assert!(first.lock.hashes.is_empty());
        fs::write(folder.path().join("images.yaml"), "b\n").unwrap();
        assert!(plan(folder.path(), files).unwrap().is_empty());
        assert!(plan(folder.path(), &[]).unwrap().is_empty());
    }
}
