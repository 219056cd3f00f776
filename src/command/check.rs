//! `kura check`.

use kura::Compiled;
use kura::diagnostic::fixed;
use kura::format::{Findings, github, json, sarif};
use kura::output::{self, Disk, Project, Text, Trouble};
use kura::span::Source;
use kura::value::Date;

use super::Status;
use super::findings::{check_text, ended, show, status};
use super::outcome::{Ended, Outcome, Said, Tally};
use super::search::find;
use crate::cli::{Check, CheckFormat};
use crate::terminal::{error, tell};

/// Reports every mistake, and mends those it can if asked to.
pub(crate) fn check(arguments: &Check) -> Result<Status, Trouble> {
    let found = find(&arguments.which)?;
    let mut tally = Tally::new(&found);
    let mut all = Vec::new();
    output::in_order(
        &found.projects,
        arguments.which.jobs(),
        |project| checked(arguments, project),
        |done| {
            let (outcome, findings) = done;
            tally.add(&outcome);
            all.extend(findings);
            Ok(())
        },
    )?;
    match arguments.format {
        CheckFormat::Human => return Ok(tally.end()),
        CheckFormat::Json => tell(&format!("{:#}\n", json(&all)))?,
        CheckFormat::Sarif => tell(&format!("{:#}\n", sarif(&all)))?,
        CheckFormat::Github => tell(&github(&all))?,
    }
    Ok(tally.status())
}

/// Checks one project; its findings only where they are not for a person, and there are any.
fn checked(arguments: &Check, project: &Project) -> (Outcome, Option<Findings>) {
    let mut said = Said::default();
    let compiled = match compiled(arguments, project, &mut said) {
        Ok(compiled) => compiled,
        Err(trouble) => {
            said.say(&error(&trouble));
            return (Outcome { said, status: Status::Trouble, ended: vec![Ended::Trouble] }, None);
        }
    };
    let is_for_people = arguments.format == CheckFormat::Human;
    if is_for_people {
        show(&compiled, &mut said);
    }
    let status = status(&compiled, arguments.deny_warnings);
    let outcome = Outcome { said, status, ended: vec![ended(&compiled)] };
    let findings = Findings { source: compiled.shown, diagnostics: compiled.diagnostics };
    let is_kept = !is_for_people && !findings.diagnostics.is_empty();
    (outcome, is_kept.then_some(findings))
}

fn compiled(arguments: &Check, project: &Project, said: &mut Said) -> Result<Compiled, Trouble> {
    let mut text = project.read()?;
    let compiled = check_text(&text, &Disk::of(project), arguments.as_of);
    if arguments.fix { fix(project, &mut text, compiled, arguments.as_of, said) } else { Ok(compiled) }
}

/// A mended file may show mistakes that could not be seen before; a few rounds find them all.
const ROUNDS: usize = 10;

/// Applies the fixes of the findings to the file; what is found afterwards.
fn fix(
    project: &Project,
    text: &mut Text,
    mut compiled: Compiled,
    as_of: Option<Date>,
    said: &mut Said,
) -> Result<Compiled, Trouble> {
    let mut applied = 0;
    if text.not_utf8_at.is_some() || text.too_large.is_some() {
        return Ok(compiled);
    }
    for _ in 0..ROUNDS {
        let (mended, count) = fixed(&text.source.text, &compiled.diagnostics);
        let source = Source { path: text.source.path.clone(), text: mended };
        let before = std::mem::replace(&mut text.source, source);
        let mended = check_text(text, &Disk::of(project), as_of);
        if count == 0 || is_broken(&mended) {
            text.source = before;
            break;
        }
        output::rewrite(&project.file, &before.text, &text.source.text)?;
        (compiled, applied) = (mended, applied + count);
    }
    let fixes = if applied == 1 { "fix" } else { "fixes" };
    said.say(&format!("{}: {applied} {fixes} applied", text.source.path));
    Ok(compiled)
}

/// Whether a fix made what was TOML none, as when it names a table that is there already.
fn is_broken(mended: &Compiled) -> bool {
    mended.diagnostics.iter().any(|found| matches!(found.rule, "syntax" | "duplicate-key"))
}
