//! `kura diff`.

use kura::diff::{self, Diff};
use kura::emit::File;
use kura::output::{self, Action, LOCK_FILE, Project, Target, Trouble};

use super::findings::{compile, show};
use super::{Status, targets};
use crate::cli::{Diff as Arguments, DiffFormat};
use crate::terminal::{is_coloured, say, tell};

/// Shows what `build` would change.
pub(crate) fn diff(arguments: &Arguments) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut ended = Status::Clean;
    let mut diffs = Vec::new();
    for (project, target) in projects.iter().zip(&targets) {
        match compared(arguments, project, target)? {
            Some((diff, status)) => {
                ended = ended.max(status);
                diffs.push(diff);
            }
            None => ended = Status::Trouble,
        }
    }
    tell(&printed(arguments, &diffs))?;
    Ok(ended)
}

/// The diff of one project, and what it means for the exit status; `None` if it has errors.
fn compared(
    arguments: &Arguments,
    project: &Project,
    target: &Target,
) -> Result<Option<(Diff, Status)>, Trouble> {
    let compiled = compile(project, arguments.as_of);
    show(&compiled);
    let Some(files) = compiled.files else { return Ok(None) };
    let plan = output::plan(target, &files)?;
    let existing = output::existing(&plan, &files);
    let diff = Diff::new(&plan, &files, &existing, &project.below);
    if arguments.semantic {
        let kept = |file: &File| {
            plan.changes
                .iter()
                .any(|change| change.path == file.path && matches!(change.action, Action::Kept(_)))
        };
        let files: Vec<_> = files.into_iter().filter(|file| !kept(file)).collect();
        let diff = diff.with_meaning(&files, &existing);
        let status = if diff.is_empty() { Status::Clean } else { Status::Found };
        return Ok(Some((diff, status)));
    }
    if plan.leaves_files() && !plan.is_empty() {
        say(&format!("{}: only {LOCK_FILE} would change", target.folder.display()));
    }
    Ok(Some((diff, if plan.is_empty() { Status::Clean } else { Status::Found })))
}

fn printed(arguments: &Arguments, diffs: &[Diff]) -> String {
    let context = arguments.context;
    match arguments.format {
        DiffFormat::Text if arguments.stat => diff::stat(diffs),
        DiffFormat::Text if arguments.semantic => diffs.iter().map(diff::meaning).collect(),
        DiffFormat::Text => diffs.iter().map(|diff| diff::text(diff, context, is_coloured())).collect(),
        DiffFormat::Json => format!("{:#}\n", diff::json(diffs, context)),
        DiffFormat::Markdown => diff::markdown(diffs, context),
    }
}
