//! Compiling a project, and what a person is shown of it.

use kura::Compiled;
use kura::diagnostic::{Severity, not_utf8, render, too_large};
use kura::output::{Disk, Project, Text, Trouble};
use kura::value::Date;

use super::Status;
use super::outcome::{Ended, Said};
use crate::terminal::plural;

/// Compiles a project as it is on disk.
///
/// # Errors
///
/// [`Trouble`] when it cannot be read.
pub(super) fn compile(project: &Project, as_of: Option<Date>) -> Result<Compiled, Trouble> {
    Ok(compile_text(&project.read()?, &Disk::of(project), as_of))
}

/// Compiles the text of a project.
pub(super) fn compile_text(text: &Text, disk: &Disk, as_of: Option<Date>) -> Compiled {
    refused(text).unwrap_or_else(|| kura::compile(&text.source, disk, as_of))
}

/// Checks the text of a project.
pub(super) fn check_text(text: &Text, disk: &Disk, as_of: Option<Date>) -> Compiled {
    refused(text).unwrap_or_else(|| kura::check(&text.source, disk, as_of))
}

/// Of a text that cannot be read.
fn refused(text: &Text) -> Option<Compiled> {
    let too_large = text.too_large.map(too_large);
    let why = too_large.or_else(|| text.not_utf8_at.map(not_utf8))?;
    Some(Compiled::refused(&text.source, why))
}

/// As many findings as a person may want to see at once.
const MOST_SHOWN: usize = 200;

/// Tells a person what was found.
pub(super) fn show(compiled: &Compiled, said: &mut Said) {
    for finding in render(&compiled.shown, compiled.diagnostics.iter().take(MOST_SHOWN)) {
        said.show(finding);
        said.say("");
    }
    if let Some(more @ 1..) = compiled.diagnostics.len().checked_sub(MOST_SHOWN) {
        said.say(&format!("{} more; `--format json` has them all\n", plural(more, "finding")));
    }
    let (errors, warnings) = (count(compiled, Severity::Error), count(compiled, Severity::Warning));
    if errors + warnings > 0 {
        let path = &compiled.shown.path;
        said.say(&format!("{path}: {}, {}", plural(errors, "error"), plural(warnings, "warning")));
    }
}

/// How a project ended, of which nothing but the findings is known.
pub(super) fn ended(compiled: &Compiled) -> Ended {
    match (count(compiled, Severity::Error), count(compiled, Severity::Warning)) {
        (0, 0) => Ended::Clean,
        (0, _) => Ended::Warnings,
        _ => Ended::Errors,
    }
}

/// What the findings mean for the exit status.
pub(super) fn status(compiled: &Compiled, deny_warnings: bool) -> Status {
    match ended(compiled) {
        Ended::Errors => Status::Found,
        Ended::Warnings if deny_warnings => Status::Found,
        _ => Status::Clean,
    }
}

fn count(compiled: &Compiled, severity: Severity) -> usize {
    compiled.diagnostics.iter().filter(|found| found.severity == severity).count()
}
