//! Phase 5: from files to a plan, and from a plan to the disk.
//!
//! Beside `main` this is the only code that touches the world.

mod disk;
mod existing;
mod lock;
mod plan;
mod projects;
mod rewrite;
mod write;

pub use disk::Disk;
pub use existing::{Existing, existing};
pub use lock::{LOCK_FILE, Lock};
pub use plan::{Action, Change, Conflict, Plan, plan};
pub use projects::{Project, projects};
pub use rewrite::rewrite;
pub use write::write;

use std::io;
use std::path::{Path, PathBuf};

/// Something outside of kura that went wrong.
#[derive(Debug)]
pub struct Trouble {
    /// What kura was doing, such as "cannot read `a/b`".
    pub what: String,
    /// Why it failed.
    pub why: String,
}

impl Trouble {
    /// A failed operation on a path.
    fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self { what: format!("cannot {verb} `{}`", path.display()), why: error.to_string() }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

impl std::error::Error for Trouble {}

/// Where a path of the output lies on disk.
fn on_disk(root: &Path, path: &crate::value::ProjectPath) -> PathBuf {
    root.join(path.as_str())
}
