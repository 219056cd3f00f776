//! `--stat`: how much would change in each file.

use super::hunk::{counts, hunks};
use super::style::{ADDED, REMOVED, styled};
use super::{Diff, Entry, Status};
use crate::secret::without_commands;

/// The most signs behind a path.
const WIDTH: usize = 40;

/// A line for each path that would not stay as it is, and one for all.
pub fn stat(diffs: &[Diff]) -> String {
    let entries = || diffs.iter().flat_map(|diff| &diff.entries);
    let rows: Vec<_> = entries().filter(|entry| entry.status != Status::Unchanged).map(row).collect();
    let longest = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let name = longest(|row| row.path.chars().count());
    let number = longest(|row| (row.added + row.removed).to_string().len());
    let most = longest(|row| row.added + row.removed);
    let mut out = String::new();
    let scaled = |count: usize| if most > WIDTH { (count * WIDTH).div_ceil(most) } else { count };
    out.extend(rows.iter().map(|row| {
        format!(
            " {:name$} | {:>number$} {}{} {}\n",
            row.path,
            row.added + row.removed,
            styled(ADDED, &"+".repeat(scaled(row.added))),
            styled(REMOVED, &"-".repeat(scaled(row.removed))),
            row.status.word()
        )
    }));
    let counts = Status::ALL.into_iter().rev().map(|status| {
        format!("{} {}", entries().filter(|entry| entry.status == status).count(), status.word())
    });
    without_commands(&out) + &counts.collect::<Vec<_>>().join(", ") + "\n"
}

struct Row {
    path: String,
    status: Status,
    added: usize,
    removed: usize,
}

fn row(entry: &Entry) -> Row {
    let (added, removed) = counts(&hunks(entry, 0));
    Row { path: entry.path.to_string(), status: entry.status, added, removed }
}
