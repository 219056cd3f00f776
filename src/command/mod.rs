//! One file per command, and what they share.

mod build;
mod check;
mod diff;
mod explain;
mod findings;
mod schema;

pub(crate) use build::build;
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use schema::schema;

use std::collections::BTreeMap;
use std::path::Path;

use kura::output::{Project, Target, Trouble};

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

/// The folder each project is written to, in their order.
///
/// Two projects in one folder would overwrite each other, so that is a usage error.
fn targets(projects: &[Project], out: Option<&Path>) -> Result<Vec<Target>, Trouble> {
    let folder = |project: &Project| match out {
        None => project.folder.clone(),
        Some(out) if projects.len() == 1 => out.to_owned(),
        Some(out) => out.join(&project.below),
    };
    let mut taken = BTreeMap::new();
    for project in projects {
        if let Some(other) = taken.insert(folder(project), &project.file) {
            return Err(Trouble {
                what: format!("cannot write to `{}`", folder(project).display()),
                why: format!(
                    "both `{}` and `{}` would be written there: name the folder that holds both, or build one at a time",
                    other.display(),
                    project.file.display()
                ),
            });
        }
    }
    Ok(projects.iter().map(|project| Target::new(folder(project), &project.file)).collect())
}
