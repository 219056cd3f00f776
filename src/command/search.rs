//! The projects of a command.

use kura::output::{self, Project, Trouble};

use crate::cli::Which;
use crate::terminal::{error, say};

/// The projects that a command is about.
pub(super) struct Found {
    /// In their order.
    pub(super) projects: Vec<Project>,
    /// Whether there is one alone, also if it is not of this shard.
    pub(super) is_alone: bool,
    /// How many places could not be searched.
    pub(super) unsearched: usize,
}

/// Finds them; what cannot be searched is said, and the rest goes on.
pub(super) fn find(which: &Which) -> Result<Found, Trouble> {
    let search = output::projects(&which.paths)?;
    for trouble in &search.troubles {
        say(&error(trouble));
    }
    let mut projects = search.projects;
    let is_alone = projects.len() == 1;
    if let Some(shard) = which.shard {
        projects.retain(|project| shard.has(&project.name()));
    }
    Ok(Found { projects, is_alone, unsearched: search.troubles.len() })
}
