//! `kura diff`.

use kura::diff::{self, Diff};
use kura::emit::File;
use kura::output::{self, Action, LOCK_FILE, Plan, Project, Trouble};

use super::Status;
use super::findings::{compile, show};
use super::outcome::{Ended, Outcome, Said, Tally};
use super::search::find;
use super::units::{Destination, Unit, units};
use crate::cli::{Diff as Arguments, DiffFormat};
use crate::terminal::{error, is_coloured, tell};

/// Shows what `build` would change.
pub(crate) fn diff(arguments: &Arguments) -> Result<Status, Trouble> {
    let found = find(&arguments.which)?;
    let destination = Destination { out: arguments.out.as_deref(), is_alone: found.is_alone };
    let units = units(&found, &destination, arguments.as_of, arguments.which.jobs())?;
    let mut tally = Tally::new(&found);
    let mut all = Vec::new();
    let work = |unit: &Unit<'_>| compared(arguments, &destination, unit);
    output::in_order(&units, arguments.which.jobs(), work, |(outcome, diffs)| {
        tally.add(&outcome);
        match diffs {
            Shown::Text(text) => tell(&text)?,
            Shown::Diffs(diffs) => all.extend(diffs),
        }
        Ok(())
    })?;
    if is_whole(arguments) {
        tell(&whole(arguments, &all))?;
    }
    Ok(tally.end())
}

/// What is shown of a unit.
enum Shown {
    /// Its own text.
    Text(String),
    /// What becomes a part of one document.
    Diffs(Vec<Diff>),
}

/// Compares the projects of a unit, and says what that means for the exit status.
fn compared(arguments: &Arguments, destination: &Destination<'_>, unit: &Unit<'_>) -> (Outcome, Shown) {
    let mut said = Said::default();
    let mut ended = Vec::new();
    let mut diffs = Vec::new();
    let done = attempt(arguments, destination, unit, &mut said, &mut |one, diff| {
        ended.push(one);
        diffs.extend(diff);
    });
    if let Err(trouble) = done {
        said.say(&error(&trouble));
        (ended, diffs) = (unit.iter().map(|_| Ended::Trouble).collect(), Vec::new());
    }
    let status = ended.iter().map(|ended| match ended {
        Ended::Same => Status::Clean,
        Ended::Different => Status::Found,
        _ => Status::Trouble,
    });
    let status = status.max().unwrap_or(Status::Clean);
    let shown = if is_whole(arguments) { Shown::Diffs(diffs) } else { Shown::Text(text(arguments, &diffs)) };
    (Outcome { said, status, ended }, shown)
}

fn attempt(
    arguments: &Arguments,
    destination: &Destination<'_>,
    unit: &Unit<'_>,
    said: &mut Said,
    take: &mut dyn FnMut(Ended, Option<Diff>),
) -> Result<(), Trouble> {
    let (mut sound, mut plans) = (Vec::new(), Vec::new());
    for project in unit {
        let compiled = compile(project, arguments.as_of)?;
        show(&compiled, said);
        if let Some(files) = compiled.files {
            plans.push(output::plan(&destination.target(project), &files)?);
            sound.push((project, files));
        } else {
            take(Ended::Errors, None);
        }
    }
    output::hand_over(&mut plans)?;
    for ((project, files), plan) in sound.into_iter().zip(&plans) {
        let (diff, is_same) = difference(arguments, project, files, plan, said);
        take(if is_same { Ended::Same } else { Ended::Different }, Some(diff));
    }
    Ok(())
}

/// The diff of one project, and whether nothing would change.
fn difference(
    arguments: &Arguments,
    project: &Project,
    files: Vec<File>,
    plan: &Plan,
    said: &mut Said,
) -> (Diff, bool) {
    let existing = output::existing(plan, &files);
    let diff = Diff::new(plan, &files, &existing, project.below());
    if arguments.semantic {
        let kept = |file: &File| {
            plan.changes
                .iter()
                .any(|change| change.path == file.path && matches!(change.action, Action::Kept(_)))
        };
        let files: Vec<_> = files.into_iter().filter(|file| !kept(file)).collect();
        let diff = diff.with_meaning(&files, &existing);
        let is_same = diff.is_empty();
        return (diff, is_same);
    }
    if plan.leaves_files() && !plan.is_empty() {
        said.say(&format!("{}: only {LOCK_FILE} would change", plan.root.display()));
    }
    (diff, plan.is_empty())
}

/// Whether all projects are shown in one document.
fn is_whole(arguments: &Arguments) -> bool {
    arguments.stat || arguments.format != DiffFormat::Text
}

fn text(arguments: &Arguments, diffs: &[Diff]) -> String {
    if arguments.semantic {
        return diffs.iter().map(diff::meaning).collect();
    }
    diffs.iter().map(|diff| diff::text(diff, arguments.context, is_coloured())).collect()
}

fn whole(arguments: &Arguments, diffs: &[Diff]) -> String {
    match arguments.format {
        DiffFormat::Text => diff::stat(diffs),
        DiffFormat::Json => format!("{:#}\n", diff::json(diffs, arguments.context)),
        DiffFormat::Markdown => diff::markdown(diffs, arguments.context),
    }
}
