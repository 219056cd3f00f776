//! `kura build`.

use std::path::Path;

use kura::Compiled;
use kura::output::{self, Action, Choices, Disk, Inputs, LOCK_FILE, Plan, Trouble};

use super::Status;
use super::findings::{compile, compile_text, ended, show, status};
use super::outcome::{Ended, Outcome, Said, Tally};
use super::search::find;
use super::units::{Destination, Unit, units};
use crate::cli::Build;
use crate::terminal::{error, plural, say};

/// Writes the projects that nothing stands against, and leaves the others as they are.
pub(crate) fn build(arguments: &Build) -> Result<Status, Trouble> {
    let found = find(&arguments.which)?;
    let destination = Destination { out: arguments.out.as_deref(), is_alone: found.is_alone };
    let units = units(&found, &destination, arguments.as_of, arguments.which.jobs())?;
    let choices = Choices { overwrite: arguments.overwrite.clone(), keep: arguments.keep.clone() };
    let build = Work { arguments, destination, choices };
    build.refuse_unknown_choices(&units)?;
    let mut tally = Tally::new(&found);
    let (mut conflicts, mut depfile) = (0, String::new());
    output::in_order(
        &units,
        arguments.which.jobs(),
        |unit| build.unit(unit),
        |done| {
            tally.add(&done.outcome);
            conflicts += done.conflicts;
            depfile += &done.depfile;
            Ok(())
        },
    )?;
    if conflicts > 0 {
        let whose =
            if units.len() == 1 { "nothing was written" } else { "nothing was written of their projects" };
        say(&format!("{}, {whose}; {WAYS_OUT}", plural(conflicts, "conflict")));
    }
    let status = tally.end();
    // What was read before stays true of what stays as it was.
    if let Some(file) = arguments.depfile.as_ref().filter(|_| status == Status::Clean) {
        output::write_depfile(file, &depfile)?;
    }
    Ok(status)
}

/// What is the same for all units.
struct Work<'a> {
    arguments: &'a Build,
    destination: Destination<'a>,
    choices: Choices,
}

/// What came of a unit.
struct Done {
    outcome: Outcome,
    conflicts: usize,
    /// Its rules.
    depfile: String,
}

impl Done {
    fn new(status: Status, ended: Vec<Ended>) -> Self {
        let outcome = Outcome { said: Said::default(), status, ended };
        Self { outcome, conflicts: 0, depfile: String::new() }
    }
}

impl Work<'_> {
    /// A choice about nothing is a slip of the pen, and nothing is written then.
    fn refuse_unknown_choices(&self, units: &[Unit<'_>]) -> Result<(), Trouble> {
        let mut unknown: Vec<_> = self.choices.overwrite.iter().chain(&self.choices.keep).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let plan = |unit: &Unit<'_>| {
            let plans = unit.iter().map(|project| {
                let files = compile(project, self.arguments.as_of).ok()?.files?;
                output::plan(&self.destination.target(project), &files).ok()
            });
            plans.collect::<Option<Vec<_>>>()
        };
        let mut are_all_known = true;
        output::in_order(units, self.arguments.which.jobs(), plan, |plans| {
            are_all_known &= plans.is_some();
            unknown.retain(|path| !plans.iter().flatten().any(|plan| output::knows(plan, path)));
            Ok(())
        })?;
        match unknown.first() {
            // Of a project with errors nobody knows what it writes.
            Some(path) if are_all_known => Err(Trouble {
                what: format!("kura writes nothing at `{}`", path.display()),
                why: "name a path as a conflict shows it, or a folder above it".to_owned(),
            }),
            _ => Ok(()),
        }
    }

    /// Builds what belongs together.
    fn unit(&self, unit: &Unit<'_>) -> Done {
        let mut said = Said::default();
        let mut done = self.attempt(unit, &mut said).unwrap_or_else(|trouble| {
            said.say(&error(&trouble));
            Done::new(Status::Trouble, unit.iter().map(|_| Ended::Trouble).collect())
        });
        done.outcome.said = said;
        done
    }

    /// Nothing is written while anything stands against any project of the unit.
    fn attempt(&self, unit: &Unit<'_>, said: &mut Said) -> Result<Done, Trouble> {
        let mut compiled = Vec::new();
        for project in unit {
            let disk = Disk::of(project);
            let one = compile_text(&project.read()?, &disk, self.arguments.as_of);
            show(&one, said);
            let inputs = self.arguments.depfile.as_ref().map(|_| output::inputs(project, &disk));
            compiled.push((one, inputs));
        }
        let status_of = |compiled: &Compiled| status(compiled, self.arguments.deny_warnings);
        let worst = compiled.iter().map(|(one, _)| status_of(one)).max().unwrap_or(Status::Clean);
        if worst != Status::Clean {
            let ended = compiled.iter().map(|(one, _)| match status_of(one) {
                Status::Clean => Ended::HeldBack,
                _ => ended(one),
            });
            return Ok(Done::new(worst, ended.collect()));
        }
        let targets: Vec<_> = unit.iter().map(|project| self.destination.target(project)).collect();
        let _hold = output::hold(&targets, waits)?;
        let files = compiled.iter().filter_map(|(one, _)| one.files.as_ref());
        let plans = targets.iter().zip(files).map(|(target, files)| output::plan(target, files));
        let mut plans = plans.collect::<Result<Vec<_>, _>>()?;
        for plan in &mut plans {
            self.choices.apply(plan);
        }
        output::hand_over(&mut plans)?;
        let conflicts = plans.iter().map(|plan| plan.conflicts().count()).sum();
        if conflicts > 0 {
            for plan in &plans {
                tell_conflicts(plan, said);
            }
            let ended = plans.iter().map(|plan| match plan.conflicts().next() {
                Some(_) => Ended::Conflicts,
                None => Ended::HeldBack,
            });
            return Ok(Done { conflicts, ..Done::new(Status::Found, ended.collect()) });
        }
        self.write(&plans, compiled.into_iter().map(|(_, inputs)| inputs), said)
    }

    fn write(
        &self,
        plans: &[Plan],
        inputs: impl Iterator<Item = Option<Inputs>>,
        said: &mut Said,
    ) -> Result<Done, Trouble> {
        let mut done = Done::new(Status::Clean, Vec::new());
        for (plan, inputs) in plans.iter().zip(inputs) {
            output::write(plan)?;
            // Of many, those that stay as they are are only counted.
            if self.destination.is_alone || !plan.is_empty() {
                said.say(&summary(plan));
            }
            done.outcome.ended.push(if plan.is_empty() { Ended::Unchanged } else { Ended::Written });
            if let Some(inputs) = inputs {
                done.depfile += &output::depfile_rule(&plan.root, &inputs)?;
            }
        }
        Ok(done)
    }
}

fn waits(folder: &Path) {
    say(&format!("{}: another kura is writing here, waiting for it", folder.display()));
}

/// Every conflict of a project, a line each.
fn tell_conflicts(plan: &Plan, said: &mut Said) {
    for (path, conflict) in plan.conflicts() {
        let place = plan.root.join(path.as_str());
        let place = place.strip_prefix(".").unwrap_or(&place);
        said.say(&format!("conflict: {}: {conflict}", place.display()));
    }
    if plan.conflicts().next().is_some() && !plan.has_lock() {
        said.say(&format!(
            "there is no {LOCK_FILE} in `{}`: if it was lost, restore it",
            plan.root.display()
        ));
    }
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
        "{}: {created} created, {updated} updated, {deleted} deleted, {unchanged} unchanged{kept}\n",
        plan.root.display()
    )
}
