//! A plan as text: what would change in the files on disk, line by line and in meaning.

mod entry;
mod hunk;
mod json;
mod markdown;
mod meaning;
mod stat;
mod style;
mod text;

pub use entry::{Entry, Status};
pub use json::json;
pub use markdown::{LIMIT, markdown};
pub use meaning::meaning;
pub use stat::stat;
pub use text::text;

use crate::emit::File;
use crate::output::{Existing, Plan};
use crate::secret::Shown;
use crate::semantic::{self, Meaning, NotUnderstood};

/// What would change in one project.
#[derive(Debug, Clone)]
pub struct Diff {
    /// One entry a path, sorted.
    pub entries: Vec<Entry>,
    /// What would change in meaning, if that was asked for.
    pub meaning: Option<Meaning>,
    /// The project's folder where a diff is of several, else empty.
    below: String,
}

impl Diff {
    /// The diff of a plan; `files` are what kura would write, `existing` what is there.
    ///
    /// `below` is the project's folder where a diff is of several: it stands before each path.
    pub fn new(plan: &Plan, files: &[File], existing: &[Existing], below: &std::path::Path) -> Self {
        let below = below.to_string_lossy().replace('\\', "/");
        Self { entries: entry::entries(plan, files, existing, &below), meaning: None, below }
    }

    /// The same, with what would change in meaning.
    #[must_use]
    pub fn with_meaning(mut self, files: &[File], existing: &[Existing]) -> Self {
        let (read, unread): (Vec<_>, Vec<_>) = existing.iter().partition(|file| file.text.is_ok());
        let texts = read.iter().filter_map(|file| {
            let text = file.text.as_deref().ok()?;
            Some(semantic::Text { path: &file.path, text, stays: file.stays })
        });
        let readable = |file: &&File| unread.iter().all(|unread| unread.path != file.path);
        let written = files.iter().filter(readable).map(|file| semantic::Text {
            path: &file.path,
            text: &file.contents,
            stays: false,
        });
        let mut meaning = semantic::compare(&texts.collect::<Vec<_>>(), &written.collect::<Vec<_>>());
        let why = |file: &Existing| {
            let why = file.text.as_ref().err()?.clone();
            Some(NotUnderstood { path: file.path.clone(), why, stays: file.stays })
        };
        meaning.not_understood.extend(unread.into_iter().filter_map(why));
        self.meaning = Some(meaning);
        self
    }

    /// Whether nothing would change: in meaning if that was asked for, else in the files.
    pub fn is_empty(&self) -> bool {
        match &self.meaning {
            Some(meaning) => meaning.is_empty(),
            None => self.entries.iter().all(|entry| entry.status == Status::Unchanged),
        }
    }

    /// A path as it is shown.
    fn shown(&self, path: &crate::value::ProjectPath) -> Shown {
        entry::shown(&self.below, path)
    }
}
