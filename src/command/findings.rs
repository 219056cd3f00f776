//! Compiling a project, and showing a person what was found.

use kura::Compiled;
use kura::diagnostic::{Severity, not_utf8, render, too_large};
use kura::output::{Disk, Project};
use kura::value::Date;

use super::Status;
use crate::terminal::{self, plural, say};

/// Compiles a project as it is on disk.
pub(super) fn compile(project: &Project, as_of: Option<Date>) -> Compiled {
    match (project.too_large, project.not_utf8_at) {
        (Some(bytes), _) => Compiled::refused(&project.source, too_large(bytes)),
        (None, Some(offset)) => Compiled::refused(&project.source, not_utf8(offset)),
        (None, None) => kura::compile(&project.source, &Disk::new(&project.folder), as_of),
    }
}

/// As many findings as a person may want to see at once.
const MOST_SHOWN: usize = 200;

/// Shows what was found to a person.
pub(super) fn show(compiled: &Compiled) {
    for finding in render(&compiled.shown, compiled.diagnostics.iter().take(MOST_SHOWN)) {
        terminal::show(&finding);
        say("");
    }
    if let Some(more @ 1..) = compiled.diagnostics.len().checked_sub(MOST_SHOWN) {
        say(&format!("{} more; `--format json` has them all\n", plural(more, "finding")));
    }
    let (errors, warnings) = (count(compiled, Severity::Error), count(compiled, Severity::Warning));
    if errors + warnings > 0 {
        let path = &compiled.shown.path;
        say(&format!("{path}: {}, {}", plural(errors, "error"), plural(warnings, "warning")));
    }
}

/// What the findings mean for the exit status.
pub(super) fn status(compiled: &Compiled, deny_warnings: bool) -> Status {
    let denied = deny_warnings && count(compiled, Severity::Warning) > 0;
    if denied || count(compiled, Severity::Error) > 0 { Status::Found } else { Status::Clean }
}

fn count(compiled: &Compiled, severity: Severity) -> usize {
    compiled.diagnostics.iter().filter(|found| found.severity == severity).count()
}
