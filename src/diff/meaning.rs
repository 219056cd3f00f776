//! `--semantic`: what would change in meaning, for a person.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Diff;
use super::style::{ADDED, CHANGED, NAME, REMOVED, of, styled};
use crate::secret::{Shown, without_commands};
use crate::semantic::{Change, Difference, Event, Meaning};
use crate::tables::consequences::Consequence;
use crate::value::ProjectPath;

/// The objects that differ, the worst first, and what else a person should know; empty without a meaning.
pub fn meaning(diff: &Diff) -> String {
    let Some(meaning) = &diff.meaning else { return String::new() };
    let mut out = String::new();
    for found in &meaning.differences {
        out += &difference(diff, found);
        out.push('\n');
    }
    out += &summary(meaning);
    out += &notes(diff, meaning);
    without_commands(&out)
}

/// One object: what happens to it, and its changes by what they do and why.
pub(super) fn difference(diff: &Diff, found: &Difference) -> String {
    let mut out = format!("{}\n", title(diff, found));
    let mut before = None;
    let mut changes: Vec<_> = found.changes.iter().collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.consequence), change.because));
    for change in changes {
        let why = (change.consequence, change.because);
        if before.replace(why) != Some(why) {
            let because =
                if change.because.is_empty() { String::new() } else { format!(": {}", change.because) };
            out.extend([format!(
                "  {}{because}\n",
                styled(of(change.consequence), change.consequence.word())
            )]);
        }
        out.extend(lines(change).iter().map(|line| format!("      {line}\n")));
    }
    out
}

fn title(diff: &Diff, found: &Difference) -> String {
    let (style, sign) = match found.event {
        Event::Created => (ADDED, '+'),
        Event::Changed => (CHANGED, '~'),
        Event::Deleted => (REMOVED, '-'),
    };
    let shown = |path| diff.shown(path).to_string();
    let paths = match (&found.before, &found.after) {
        (Some(before), Some(after)) if before != after => format!("{} -> {}", shown(before), shown(after)),
        (Some(path), _) | (None, Some(path)) => shown(path),
        (None, None) => String::new(),
    };
    let paths = if paths == found.title { String::new() } else { format!(" ({paths})") };
    let name = match &found.new_title {
        Some(new) => format!("{} -> {}", found.title, new),
        None => found.title.clone(),
    };
    format!("{} {}{paths}", styled(style, &sign.to_string()), styled(NAME, &one_line(&name)))
}

/// A change on one line, or as lines of its own; none where the title says it all.
fn lines(change: &Change) -> Vec<String> {
    let attribute = one_line(&change.attribute);
    if attribute.is_empty() || attribute.starts_with('(') {
        return Vec::new();
    }
    if change.are_lines {
        return std::iter::once(format!("{attribute}:"))
            .chain(run('-', change.before.as_ref()))
            .chain(run('+', change.after.as_ref()))
            .collect();
    }
    vec![match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{attribute}: {} -> {}", value(before), value(after)),
        (Some(before), None) => format!("{attribute}: {} -> nothing", value(before)),
        (None, Some(after)) => format!("{attribute}: nothing -> {}", value(after)),
        (None, None) => attribute,
    }]
}

/// The most lines of one change; JSON has all of them.
const MOST_LINES: usize = 12;

fn run(sign: char, lines: Option<&Json>) -> Vec<String> {
    let lines: Vec<_> =
        lines.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
    let style = if sign == '+' { ADDED } else { REMOVED };
    let shown = lines
        .iter()
        .take(MOST_LINES)
        .map(|line| format!("  {}", styled(style, &format!("{sign} {}", shortened(line)))));
    let more = lines.len().saturating_sub(MOST_LINES);
    shown.chain((more > 0).then(|| format!("  {sign} … {more} more"))).collect()
}

/// The most characters of one value; JSON has all of it.
const LONGEST: usize = 160;

fn value(json: &Json) -> String {
    shortened(&json.to_string())
}

fn shortened(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Text of the user's on one line, without what a terminal would obey.
fn one_line(text: &str) -> String {
    Shown::line(&text.replace('\n', " ")).to_string()
}

/// How many objects differ, and how badly.
pub(super) fn summary(meaning: &Meaning) -> String {
    let count = |consequence| meaning.differences.iter().filter(|found| found.worst() == consequence).count();
    let counts =
        Consequence::ALL.into_iter().rev().map(|consequence| (count(consequence), consequence.word()));
    let counts: Vec<_> =
        counts.filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let worst = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    format!("{} differ, {} the same{worst}\n", objects(meaning.differences.len()), objects(meaning.same))
}

fn objects(count: usize) -> String {
    format!("{count} object{}", if count == 1 { "" } else { "s" })
}

/// What a person should know besides: files not understood, and things written by hand.
pub(super) fn notes(diff: &Diff, meaning: &Meaning) -> String {
    let mut out = String::new();
    let mut list = |head: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            out.extend([format!("\n{head}\n")]);
            out.extend(lines.iter().map(|line| format!("    {}\n", one_line(line))));
        }
    };
    let not_understood =
        meaning.not_understood.iter().map(|file| format!("{}: {}", diff.shown(&file.path), file.why));
    list("not understood, and not compared:", not_understood.collect());
    list("written by hand too: remove it there once kura has written its own:", places(diff, &meaning.twice));
    list("not in kura.toml, and left alone:", places(diff, &meaning.left_alone));
    let moved = meaning.moved.iter().flat_map(|(from, to)| {
        ["moved {".to_owned(), format!("  from = {from}"), format!("  to   = {to}"), "}".to_owned()]
    });
    list(
        "to keep what exists, put this into a .tf file of your own before the first apply:",
        moved.collect(),
    );
    out
}

/// The objects of each file on one line.
fn places(diff: &Diff, places: &[(String, ProjectPath)]) -> Vec<String> {
    let mut files: BTreeMap<&ProjectPath, Vec<&str>> = BTreeMap::new();
    for (title, path) in places {
        files.entry(path).or_default().push(title);
    }
    files.into_iter().map(|(path, titles)| format!("{}: {}", diff.shown(path), titles.join(", "))).collect()
}
