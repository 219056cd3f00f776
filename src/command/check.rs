//! `kura check`.

use kura::Compiled;
use kura::diagnostic::fixed;
use kura::format::{Findings, github, json, sarif};
use kura::output::{self, Project, Trouble};
use kura::span::Source;
use kura::value::Date;

use super::Status;
use super::findings::{compile, show, status};
use crate::cli::{Check, CheckFormat};
use crate::terminal::{say, tell};

/// Reports every mistake, and mends those it can if asked to.
pub(crate) fn check(arguments: &Check) -> Result<Status, Trouble> {
    let mut ended = Status::Clean;
    let mut all = Vec::new();
    for mut project in output::projects(&arguments.paths)? {
        let mut compiled = compile(&project, arguments.as_of);
        if arguments.fix {
            compiled = fix(&mut project, compiled, arguments.as_of)?;
        }
        ended = ended.max(status(&compiled, arguments.deny_warnings));
        if arguments.format == CheckFormat::Human {
            show(&compiled);
        } else {
            all.push(Findings { source: compiled.shown, diagnostics: compiled.diagnostics });
        }
    }
    match arguments.format {
        CheckFormat::Human => {}
        CheckFormat::Json => tell(&format!("{:#}\n", json(&all)))?,
        CheckFormat::Sarif => tell(&format!("{:#}\n", sarif(&all)))?,
        CheckFormat::Github => tell(&github(&all))?,
    }
    Ok(ended)
}

/// A mended file may show mistakes that could not be seen before; a few rounds find them all.
const ROUNDS: usize = 10;

/// Applies the fixes of the findings to the file; what is found afterwards.
fn fix(project: &mut Project, mut compiled: Compiled, as_of: Option<Date>) -> Result<Compiled, Trouble> {
    let mut applied = 0;
    if project.not_utf8_at.is_some() || project.too_large.is_some() {
        return Ok(compiled);
    }
    for _ in 0..ROUNDS {
        let (text, count) = fixed(&project.source.text, &compiled.diagnostics);
        let source = Source { path: project.source.path.clone(), text };
        let before = std::mem::replace(&mut project.source, source);
        let mended = compile(project, as_of);
        if count == 0 || is_broken(&mended) {
            project.source = before;
            break;
        }
        output::rewrite(&project.file, &before.text, &project.source.text)?;
        (compiled, applied) = (mended, applied + count);
    }
    let fixes = if applied == 1 { "fix" } else { "fixes" };
    say(&format!("{}: {applied} {fixes} applied", project.source.path));
    Ok(compiled)
}

/// Whether a fix made what was TOML none, as when it names a table that is there already.
fn is_broken(mended: &Compiled) -> bool {
    mended.diagnostics.iter().any(|found| matches!(found.rule, "syntax" | "duplicate-key"))
}
