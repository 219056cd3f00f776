//! What would change on disk, and what must not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::conflict::Reason;
use super::found::{Found, is_one_of};
use super::line_endings::is_text;
use super::lock::{Entry, State};
use super::overlap::is_of_another_below;
use super::{Conflict, Lock, Target, Trouble};
use crate::emit::File;
use crate::merge_marks::has_marks;
use crate::value::ProjectPath;

/// Everything that would happen to a folder, sorted by path.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder.
    pub root: PathBuf,
    /// One entry a path.
    pub changes: Vec<Change>,
    /// The lock until now.
    pub(super) old_lock: Lock,
    /// The lock afterwards, if the user keeps nothing.
    whole_lock: Lock,
}

/// What would happen to one path.
#[derive(Debug, Clone)]
pub struct Change {
    /// The path, relative to the folder.
    pub path: ProjectPath,
    /// What would happen.
    pub action: Action,
}

/// What would happen to a path; bytes until now are those on disk, whatever ends their lines there.
#[derive(Debug, Clone)]
pub enum Action {
    /// A file that is not there yet.
    Create(File),
    /// A file of kura's that changes; its bytes until now, whose text is the same where only its mode changes.
    Update(File, Vec<u8>),
    /// A file of kura's that is no longer produced; its bytes until now.
    Delete(Vec<u8>),
    /// A file that is already as it should be.
    Unchanged,
    /// A path that the user keeps; what would happen to it otherwise.
    Kept(Box<Action>),
    /// A file that kura must not touch.
    Conflict(Conflict),
}

impl Plan {
    /// The files kura must not touch; while there is one, nothing is written.
    pub fn conflicts(&self) -> impl Iterator<Item = (&ProjectPath, &Conflict)> {
        self.changes.iter().filter_map(|change| match &change.action {
            Action::Conflict(conflict) => Some((&change.path, conflict)),
            _ => None,
        })
    }

    /// Whether nothing would happen to the files.
    pub fn leaves_files(&self) -> bool {
        self.changes.iter().all(|change| matches!(change.action, Action::Unchanged | Action::Kept(_)))
    }

    /// Whether nothing would happen, to the lock neither.
    pub fn is_empty(&self) -> bool {
        self.leaves_files() && self.lock() == self.old_lock
    }

    /// Whether there is a lock already.
    pub fn has_lock(&self) -> bool {
        self.old_lock != Lock::default()
    }

    /// The lock afterwards; what is no longer produced is not in it, even if the user keeps it.
    pub fn lock(&self) -> Lock {
        let mut lock = self.whole_lock.clone();
        for change in self.changes.iter().filter(|change| matches!(change.action, Action::Kept(_))) {
            lock.entries.entry(change.path.clone()).and_modify(|entry| *entry = Entry::Kept);
        }
        lock
    }

    /// The lock while the plan is carried out: each path is kura's with what kura wrote and what it writes.
    ///
    /// What the user gives to kura is not in it: until it is overwritten it is the user's.
    pub(super) fn lock_meanwhile(&self) -> Lock {
        let mut lock = Lock { state: State::Writing, ..self.lock() };
        for (path, known) in &self.old_lock.entries {
            let is_given_back = *known == Entry::Kept && lock.entries.contains_key(path);
            if !is_given_back {
                lock.add(path.clone(), known.clone());
            }
        }
        lock
    }
}

/// Compares the files with the folder on disk.
///
/// # Errors
///
/// [`Trouble`] when the lock is another project's, or the lock or a file cannot be read.
pub fn plan(target: &Target, files: &[File]) -> Result<Plan, Trouble> {
    let root = &target.folder;
    let old_lock = Lock::read(root)?;
    refuse_other_project(target, &old_lock)?;
    let mut whole_lock = Lock { from: Some(target.from.clone()), ..Lock::default() };
    let mut changes = BTreeMap::new();
    for file in files {
        if file.once {
            // What is there already is the user's.
            if let Found::Nothing = Found::at(root, &file.path)? {
                changes.insert(file.path.clone(), Action::Create(file.clone()));
            }
            continue;
        }
        let known = old_lock.entries.get(&file.path);
        let action = produced(root, known, file)?;
        let action = if known == Some(&Entry::Kept) { Action::Kept(Box::new(action)) } else { action };
        whole_lock.entries.insert(file.path.clone(), Entry::of(file.contents.as_bytes()));
        changes.insert(file.path.clone(), action);
    }
    for (path, known) in &old_lock.entries {
        if !changes.contains_key(path)
            && !is_one_of(root, path, files)
            && let Some(action) = stale(root, path, known)?
        {
            changes.insert(path.clone(), action);
        }
    }
    let changes = changes.into_iter().map(|(path, action)| Change { path, action }).collect();
    Ok(Plan { root: root.clone(), changes, old_lock, whole_lock })
}

/// Two projects in one folder would take each other's files for their own that are no longer produced.
fn refuse_other_project(target: &Target, lock: &Lock) -> Result<(), Trouble> {
    match &lock.from {
        Some(from) if *from != target.from => Err(Trouble {
            what: format!("`{}` belongs to another project", target.folder.display()),
            why: format!(
                "its kura.lock says `from {from}`, and this is `{}`: choose another folder, or, if the project was moved, delete that line",
                target.from
            ),
        }),
        _ => Ok(()),
    }
}

/// A file whose bytes are what kura would write is never a conflict.
fn produced(root: &Path, known: Option<&Entry>, file: &File) -> Result<Action, Trouble> {
    let conflict = |reason, old| Action::Conflict(Conflict { reason, file: Some(file.clone()), old });
    Ok(match Found::at(root, &file.path)? {
        Found::Nothing => Action::Create(file.clone()),
        Found::File { bytes, executable } if is_text(&bytes, file.contents.as_bytes()) => {
            if file.executable && !executable {
                Action::Update(file.clone(), bytes)
            } else {
                Action::Unchanged
            }
        }
        Found::File { bytes, .. } => match known {
            Some(known) if known.has(&bytes) => Action::Update(file.clone(), bytes),
            _ if has_marks(&bytes) => conflict(Reason::Merged, Some(bytes)),
            Some(Entry::Owned(_)) => conflict(Reason::Edited, Some(bytes)),
            None | Some(Entry::Kept) => conflict(Reason::Foreign, Some(bytes)),
        },
        Found::Other => conflict(Reason::NotAFile, None),
        Found::Blocked(by) => conflict(Reason::Blocked(by), None),
        Found::Unreadable(why) => conflict(Reason::Unreadable(why), None),
        Found::Link(link) => conflict(Reason::Link(link), None),
    })
}

/// A file that the lock knows and that is no longer produced.
fn stale(root: &Path, path: &ProjectPath, known: &Entry) -> Result<Option<Action>, Trouble> {
    if *known == Entry::Kept {
        return Ok(None);
    }
    let conflict = |reason, old| Some(Action::Conflict(Conflict { reason, file: None, old }));
    Ok(match Found::at(root, path)? {
        Found::Nothing | Found::Blocked(_) => None,
        Found::File { .. } if is_of_another_below(root, path)? => None,
        Found::File { bytes, .. } if known.has(&bytes) => Some(Action::Delete(bytes)),
        Found::File { bytes, .. } if has_marks(&bytes) => conflict(Reason::Merged, Some(bytes)),
        Found::File { bytes, .. } => conflict(Reason::EditedAndStale, Some(bytes)),
        Found::Other => conflict(Reason::NotAFile, None),
        Found::Unreadable(why) => conflict(Reason::Unreadable(why), None),
        Found::Link(link) => conflict(Reason::Link(link), None),
    })
}
