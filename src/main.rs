//! The command line: arguments in, text and an exit status out.

mod cli;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

use cli::{Cli, Command, SchemaFormat};
use kura::Compiled;
use kura::diagnostic::{Severity, not_utf8, render};
use kura::emit::File;
use kura::output::{self, Action, Disk, Plan, Project, Trouble};

/// How a command ended; the number is its exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All is well.
    Clean = 0,
    /// There are errors, conflicts or differences.
    Found = 1,
    /// Something outside of kura went wrong.
    Trouble = 2,
}

fn main() -> ExitCode {
    let status = match Cli::parse().command {
        Command::Check { paths } => check(&paths),
        Command::Build { paths, out } => build(&paths, out.as_deref()),
        Command::Diff { paths, out } => diff(&paths, out.as_deref()),
        Command::Schema { format } => schema(format),
    };
    let status = status.unwrap_or_else(|trouble| {
        say(&format!("error: {trouble}"));
        Status::Trouble
    });
    ExitCode::from(status as u8)
}

fn check(paths: &[PathBuf]) -> Result<Status, Trouble> {
    let mut status = Status::Clean;
    for project in output::projects(paths)? {
        if compile(&project).is_none() {
            status = Status::Found;
        }
    }
    Ok(status)
}

/// Nothing is written while anything stands against any of the projects.
fn build(paths: &[PathBuf], out: Option<&Path>) -> Result<Status, Trouble> {
    let projects = output::projects(paths)?;
    let mut plans = Vec::new();
    let mut status = Status::Clean;
    for project in &projects {
        let Some(files) = compile(project) else {
            status = Status::Found;
            continue;
        };
        let plan = output::plan(&target(project, out, projects.len()), &files)?;
        if report_conflicts(&plan) {
            status = Status::Found;
        }
        plans.push(plan);
    }
    if status == Status::Clean {
        for plan in &plans {
            output::write(plan)?;
            say(&summary(plan));
        }
    }
    Ok(status)
}

fn diff(paths: &[PathBuf], out: Option<&Path>) -> Result<Status, Trouble> {
    let projects = output::projects(paths)?;
    let mut status = Status::Clean;
    for project in &projects {
        let Some(files) = compile(project) else {
            status = Status::Trouble;
            continue;
        };
        let plan = output::plan(&target(project, out, projects.len()), &files)?;
        if !plan.is_empty() {
            status = status.max(Status::Found);
            tell(&output::diff(&plan));
        }
    }
    Ok(status)
}

#[expect(clippy::unnecessary_wraps, reason = "every command returns the same type")]
fn schema(format: SchemaFormat) -> Result<Status, Trouble> {
    match format {
        SchemaFormat::Json => tell(&format!("{:#}\n", kura::read::schema())),
        SchemaFormat::Markdown => tell(&kura::read::reference()),
    }
    Ok(Status::Clean)
}

/// Compiles a project and shows its findings; `None` after an error.
fn compile(project: &Project) -> Option<Vec<File>> {
    let compiled = match project.not_utf8_at {
        Some(offset) => Compiled::refused(&project.source, not_utf8(offset)),
        None => kura::compile(&project.source, &Disk::new(&project.folder)),
    };
    for diagnostic in &compiled.diagnostics {
        say(&format!("{}\n", render(&compiled.shown, diagnostic)));
    }
    let count = |severity| compiled.diagnostics.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        say(&format!(
            "{}: {}, {}",
            project.source.path,
            plural(errors, "error"),
            plural(warnings, "warning")
        ));
    }
    compiled.files
}

/// The folder a project is written to.
fn target(project: &Project, out: Option<&Path>, projects: usize) -> PathBuf {
    match out {
        None => project.folder.clone(),
        Some(out) if projects == 1 => out.to_owned(),
        Some(out) => out.join(&project.below),
    }
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

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Speaks to a person; a closed pipe is no reason to fail.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Prints what a machine may read; a closed pipe is no reason to fail.
fn tell(text: &str) {
    let _ = write!(anstream::stdout().lock(), "{text}");
}
