//! `kura diff`.

use kura::diff::{self, Diff};
use kura::output::{self, Project, Trouble};

use super::findings::{compile, show};
use super::{Status, targets};
use crate::cli::{Diff as Arguments, DiffFormat};
use crate::terminal::{is_coloured, tell};

/// Shows what `build` would change.
pub(crate) fn diff(arguments: &Arguments) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut ended = Status::Clean;
    let mut diffs = Vec::new();
    for (project, target) in projects.iter().zip(&targets) {
        match compared(arguments, project, target)? {
            Some(diff) if diff.is_empty() => diffs.push(diff),
            Some(diff) => {
                ended = ended.max(Status::Found);
                diffs.push(diff);
            }
            None => ended = Status::Trouble,
        }
    }
    tell(&printed(arguments, &diffs))?;
    Ok(ended)
}

/// The diff of one project; `None` if it has errors.
fn compared(
    arguments: &Arguments,
    project: &Project,
    target: &std::path::Path,
) -> Result<Option<Diff>, Trouble> {
    let compiled = compile(project, arguments.as_of);
    show(&compiled);
    let Some(files) = compiled.files else { return Ok(None) };
    let plan = output::plan(target, &files)?;
    let existing = output::existing(&plan, &files);
    let diff = Diff::new(&plan, &files, &existing, &project.below);
    Ok(Some(if arguments.semantic { diff.with_meaning(&files, &existing) } else { diff }))
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
