//! One path of a plan, with its text before and after.

use crate::emit::File;
use crate::output::{Action, Existing, Plan, with_lf};
use crate::secret::Shown;
use crate::value::ProjectPath;

/// What would happen to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Kura must not touch it.
    Conflict,
    /// It goes.
    Deleted,
    /// It becomes another.
    Changed,
    /// It is new.
    Created,
    /// It stays as it is.
    Unchanged,
}

impl Status {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Conflict, Self::Deleted, Self::Changed, Self::Created, Self::Unchanged];

    /// Its name, in every format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Deleted => "deleted",
            Self::Changed => "changed",
            Self::Created => "created",
            Self::Unchanged => "unchanged",
        }
    }
}

/// One path of a plan.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The path, below the project's folder where a diff is of several.
    pub path: Shown,
    /// What would happen.
    pub status: Status,
    /// Why kura must not touch it.
    pub reason: Option<Shown>,
    /// Its text now, which may hold secrets: only `hunk` shows it; `None` without a file.
    pub(super) before: Option<String>,
    /// Its text as kura would write it; `None` if it would not.
    pub(super) after: Option<String>,
    /// Whether it can be run afterwards.
    pub executable: bool,
}

/// The paths of a plan, sorted.
pub(super) fn entries(plan: &Plan, files: &[File], existing: &[Existing], below: &str) -> Vec<Entry> {
    let entry = |path: &ProjectPath, action: &Action| {
        let written = files.iter().find(|file| file.path == *path);
        let there = existing.iter().find(|file| file.path == *path).and_then(|file| file.text.clone().ok());
        let text = |bytes: &[u8]| Some(String::from_utf8_lossy(&with_lf(bytes)).into_owned());
        let (status, before, after, reason) = match action {
            Action::Create(file) => (Status::Created, None, Some(file.contents.clone()), None),
            Action::Update(file, old) => (Status::Changed, text(old), Some(file.contents.clone()), None),
            Action::Delete(old) => (Status::Deleted, text(old), None, None),
            Action::Conflict(conflict) => {
                // Of what cannot be shown as it is, nothing is said line by line.
                let after = written.filter(|_| there.is_some()).map(|file| file.contents.clone());
                (Status::Conflict, there, after, Some(Shown::line(&conflict.to_string())))
            }
            Action::Unchanged | Action::Kept(_) => (Status::Unchanged, None, None, None),
        };
        let executable = written.is_some_and(|file| file.executable);
        Entry { path: shown(below, path), status, reason, before, after, executable }
    };
    plan.changes.iter().map(|change| entry(&change.path, &change.action)).collect()
}

/// A path below the folder of its project.
pub(super) fn shown(below: &str, path: &ProjectPath) -> Shown {
    let path = if below.is_empty() { path.to_string() } else { format!("{below}/{path}") };
    Shown::line(&path)
}
