//! `kura diff`.

use kura::output::{self, LOCK_FILE, Trouble};

use super::findings::{compile, show};
use super::{Status, targets};
use crate::cli::Diff;
use crate::terminal::{say, tell};

/// Shows what `build` would change.
pub(crate) fn diff(arguments: &Diff) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut ended = Status::Clean;
    for (project, target) in projects.iter().zip(&targets) {
        let compiled = compile(project, arguments.as_of);
        show(&compiled);
        let Some(files) = compiled.files else {
            ended = Status::Trouble;
            continue;
        };
        let plan = output::plan(target, &files)?;
        if !plan.is_empty() {
            ended = ended.max(Status::Found);
            tell(&output::diff(&plan, &project.below))?;
            if plan.leaves_files() {
                say(&format!("{}: only {LOCK_FILE} would change", target.folder.display()));
            }
        }
    }
    Ok(ended)
}
