//! Phase 5: from files to a plan, and from a plan to the disk.
//!
//! Beside `main` this is the only code that touches the world.

mod choices;
mod conflict;
mod depfile;
mod disk;
mod existing;
mod found;
mod hold;
mod in_order;
mod line_endings;
mod lock;
mod operations;
mod overlap;
mod plan;
mod prepared;
mod projects;
mod replace;
mod rewrite;
mod shard;
mod swap;
mod target;
#[cfg(test)]
mod tests;
mod units;
mod write;

pub use choices::{Choices, knows};
pub use conflict::{Conflict, Reason};
pub use depfile::{Inputs, depfile_rule, inputs, write_depfile};
pub use disk::Disk;
pub use existing::{Existing, existing};
pub use hold::{Hold, hold};
pub use in_order::{cores, in_order};
pub use line_endings::with_lf;
pub use lock::{Entry, LOCK_FILE, Lock, State};
pub use overlap::hand_over;
pub use plan::{Action, Change, Plan, plan};
pub use projects::{Project, Search, Text, projects};
pub use rewrite::rewrite;
pub use shard::Shard;
pub use target::{Target, real};
pub use units::{above_others, units};
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

    /// A path where somebody was faster.
    fn meanwhile(verb: &str, path: &Path) -> Self {
        Self {
            what: format!("cannot {verb} `{}`", path.display()),
            why: "it was changed meanwhile: run `kura build` again".to_owned(),
        }
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
