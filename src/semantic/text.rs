//! A file as it is compared, and what is said of one that could not be understood.

use crate::secret::masked;
use crate::value::ProjectPath;

/// A file of one of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Where it is.
    pub path: &'a ProjectPath,
    /// What it holds.
    pub text: &'a str,
    /// Whether it stays as it is, because neither kura wrote it nor would.
    pub stays: bool,
}

impl Text<'_> {
    /// Says why it could not be understood.
    pub(super) fn not_understood(&self, why: &str) -> NotUnderstood {
        // A parser may quote what it does not understand.
        NotUnderstood { path: self.path.clone(), why: masked(why), stays: self.stays }
    }
}

/// A file that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Where it is.
    pub path: ProjectPath,
    /// Why, in one line.
    pub why: String,
    /// Whether it stays as it is.
    pub stays: bool,
}
