//! `kura build`.

use kura::output::{self, Action, Plan, Trouble};

use super::findings::{compile, show, status};
use super::{Status, targets};
use crate::cli::Build;
use crate::terminal::{plural, say};

/// Nothing is written while anything stands against any of the projects.
pub(crate) fn build(arguments: &Build) -> Result<Status, Trouble> {
    let projects = output::projects(&arguments.paths)?;
    let targets = targets(&projects, arguments.out.as_deref())?;
    let mut plans = Vec::new();
    let mut ended = Status::Clean;
    for (project, target) in projects.iter().zip(&targets) {
        let compiled = compile(project, arguments.as_of);
        show(&compiled);
        ended = ended.max(status(&compiled, arguments.deny_warnings));
        let Some(files) = compiled.files else { continue };
        let plan = output::plan(target, &files)?;
        if report_conflicts(&plan) {
            ended = Status::Found;
        }
        plans.push(plan);
    }
    if ended == Status::Clean {
        for plan in &plans {
            output::write(plan)?;
            say(&summary(plan));
        }
    }
    Ok(ended)
}

fn report_conflicts(plan: &Plan) -> bool {
    let conflicts: Vec<_> = plan.conflicts().collect();
    for (path, conflict) in &conflicts {
        say(&format!("conflict: {}: {conflict}", plan.root.join(path.as_str()).display()));
    }
    if !conflicts.is_empty() {
        say(&format!(
            "{}: {}, nothing was written",
            plan.root.display(),
            plural(conflicts.len(), "conflict")
        ));
    }
    !conflicts.is_empty()
}

fn summary(plan: &Plan) -> String {
    let count =
        |wanted: fn(&Action) -> bool| plan.changes.iter().filter(|change| wanted(&change.action)).count();
    let created = count(|action| matches!(action, Action::Create(_)));
    let updated = count(|action| matches!(action, Action::Update(..)));
    let deleted = count(|action| matches!(action, Action::Delete(_)));
    let kept = count(|action| matches!(action, Action::Keep));
    format!(
        "{}: {created} created, {updated} updated, {deleted} deleted, {kept} unchanged",
        plan.root.display()
    )
}
