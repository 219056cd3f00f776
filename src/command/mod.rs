//! One file per command, and what they share.

mod build;
mod check;
mod diff;
mod explain;
mod findings;
mod outcome;
mod schema;
mod search;
mod units;

pub(crate) use build::build;
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use schema::schema;

/// How a command ended; the number is its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// All is well.
    Clean = 0,
    /// There are errors, conflicts or differences.
    Found = 1,
    /// Something outside of kura went wrong.
    Trouble = 2,
}
