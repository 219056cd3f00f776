//! `kura diff`.

use kura::diff::{self, Diff};
use kura::emit::File;
use kura::output::{self, Action, LOCK_FILE, Plan, Project, Trouble};

use super::findings::{compile, show};
use super::{Status, targets};
use crate::cli::{Diff as Arguments, DiffFormat};
use crate::terminal::{is_coloured, say, tell};

/// Shows what `build` would change.
pub(crate) fn diff(arguments: &Arguments) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut ended = Status::Clean;
    let (mut sound, mut plans) = (Vec::new(), Vec::new());
    for (project, target) in projects.iter().zip(&targets) {
        let compiled = compile(project, arguments.as_of);
        show(&compiled);
        if let Some(files) = compiled.files {
            plans.push(output::plan(target, &files)?);
            sound.push((project, files));
        } else {
            ended = Status::Trouble;
        }
    }
    output::hand_over(&mut plans)?;
    let mut diffs = Vec::new();
    for ((project, files), plan) in sound.into_iter().zip(&plans) {
        let (diff, status) = compared(arguments, project, files, plan);
        ended = ended.max(status);
        diffs.push(diff);
    }
    tell(&printed(arguments, &diffs))?;
    Ok(ended)
}

/// The diff of one project, and what it means for the exit status.
fn compared(arguments: &Arguments, project: &Project, files: Vec<File>, plan: &Plan) -> (Diff, Status) {
    let status = |same: bool| if same { Status::Clean } else { Status::Found };
    let existing = output::existing(plan, &files);
    let diff = Diff::new(plan, &files, &existing, &project.below);
    if arguments.semantic {
        let kept = |file: &File| {
            plan.changes
                .iter()
                .any(|change| change.path == file.path && matches!(change.action, Action::Kept(_)))
        };
        let files: Vec<_> = files.into_iter().filter(|file| !kept(file)).collect();
        let diff = diff.with_meaning(&files, &existing);
        let status = status(diff.is_empty());
        return (diff, status);
    }
    if plan.leaves_files() && !plan.is_empty() {
        say(&format!("{}: only {LOCK_FILE} would change", plan.root.display()));
    }
    (diff, status(plan.is_empty()))
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
