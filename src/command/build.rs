//! `kura build`.

use std::path::Path;

use kura::output::{self, Action, Choices, LOCK_FILE, Plan, Trouble};

use super::findings::{compile, show, status};
use super::{Status, targets};
use crate::cli::Build;
use crate::terminal::{plural, say};

/// Nothing is written while anything stands against any of the projects.
pub(crate) fn build(arguments: &Build) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut outputs = Vec::new();
    let mut ended = Status::Clean;
    for project in &projects {
        let compiled = compile(project, arguments.as_of);
        show(&compiled);
        ended = ended.max(status(&compiled, arguments.deny_warnings));
        outputs.extend(compiled.files);
    }
    if ended != Status::Clean {
        return Ok(ended);
    }
    let _hold = output::hold(&targets, waits)?;
    let plans = targets.iter().zip(&outputs).map(|(target, files)| output::plan(target, files));
    let mut plans = plans.collect::<Result<Vec<_>, _>>()?;
    decide(arguments, &mut plans)?;
    output::hand_over(&mut plans)?;
    if report_conflicts(&plans) {
        return Ok(Status::Found);
    }
    for plan in &plans {
        output::write(plan)?;
        say(&summary(plan));
    }
    Ok(Status::Clean)
}

fn waits(folder: &Path) {
    say(&format!("{}: another kura is writing here, waiting for it", folder.display()));
}

/// Changes the plans to what the user decided about conflicts.
fn decide(arguments: &Build, plans: &mut [Plan]) -> Result<(), Trouble> {
    let choices = Choices { overwrite: arguments.overwrite.clone(), keep: arguments.keep.clone() };
    if let Some(path) = choices.unknown(plans) {
        return Err(Trouble {
            what: format!("kura writes nothing at `{}`", path.display()),
            why: "name a path as a conflict shows it, or a folder above it".to_owned(),
        });
    }
    for plan in plans {
        choices.apply(plan);
    }
    Ok(())
}

/// Lists every conflict and the ways out; whether there is one.
fn report_conflicts(plans: &[Plan]) -> bool {
    let mut count = 0;
    for plan in plans {
        for (path, conflict) in plan.conflicts() {
            let place = plan.root.join(path.as_str());
            say(&format!("conflict: {}: {conflict}", place.strip_prefix(".").unwrap_or(&place).display()));
            count += 1;
        }
        if plan.conflicts().next().is_some() && !plan.has_lock() {
            say(&format!("there is no {LOCK_FILE} in `{}`: if it was lost, restore it", plan.root.display()));
        }
    }
    if count > 0 {
        say(&format!("{}, nothing was written; {WAYS_OUT}", plural(count, "conflict")));
    }
    count > 0
}

const WAYS_OUT: &str = "for each:
  --overwrite PATH  gives the path to kura, and what is there is lost
  --keep PATH       leaves the path to you from now on
  or change kura.toml";

fn summary(plan: &Plan) -> String {
    let count =
        |wanted: fn(&Action) -> bool| plan.changes.iter().filter(|change| wanted(&change.action)).count();
    let created = count(|action| matches!(action, Action::Create(_)));
    let updated = count(|action| matches!(action, Action::Update(..)));
    let deleted = count(|action| matches!(action, Action::Delete(_)));
    let unchanged = count(|action| matches!(action, Action::Unchanged));
    let kept = match count(|action| matches!(action, Action::Kept(_))) {
        0 => String::new(),
        kept => format!(", {kept} kept by you"),
    };
    format!(
        "{}: {created} created, {updated} updated, {deleted} deleted, {unchanged} unchanged{kept}",
        plan.root.display()
    )
}
