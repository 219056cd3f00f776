//! `--format markdown`: a comment of a pull request.

use super::hunk::hunks;
use super::meaning::{difference, notes, summary};
use super::{Diff, Entry, Status};
use crate::secret::{Shown, clean, without_commands};
use crate::tables::consequences::Consequence;

/// The most characters of a comment on GitHub.
pub const LIMIT: usize = 65_536;

/// Room for the sentence that says what was left out.
const ROOM: usize = 200;

/// One comment: what would change, the worst first, folded; what does not fit is said to be left out.
pub fn markdown(diffs: &[Diff], context: usize) -> String {
    let mut out = head(diffs);
    let mut pieces = meanings(diffs);
    pieces.extend(files(diffs, context));
    let mut left_out = 0;
    for piece in &pieces {
        // Bytes are never fewer than characters.
        if left_out == 0 && out.len() + piece.len() + ROOM <= LIMIT {
            out += piece;
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        out.extend([format!(
            "\n**{left_out} of {} parts are left out: a comment holds {LIMIT} characters. `kura diff` shows all.**\n",
            pieces.len()
        )]);
    }
    out
}

fn head(diffs: &[Diff]) -> String {
    let entries = || diffs.iter().flat_map(|diff| &diff.entries);
    let counts = Status::ALL
        .into_iter()
        .map(|status| (entries().filter(|entry| entry.status == status).count(), status));
    let counts: Vec<_> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, status)| format!("{count} {}", status.word()))
        .collect();
    let mut out = format!(
        "### kura diff: {}\n",
        if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }
    );
    let meanings: Vec<_> = diffs.iter().filter_map(|diff| diff.meaning.as_ref()).collect();
    if !meanings.is_empty() {
        let worst = meanings.iter().filter_map(|meaning| meaning.worst()).max();
        out.extend([format!("\nWorst consequence: **{}**\n", worst.map_or("none", Consequence::word))]);
        out.extend(meanings.iter().map(|meaning| format!("\n{}", summary(meaning))));
    }
    out
}

/// The objects that differ of all projects, the worst first, and the notes.
fn meanings(diffs: &[Diff]) -> Vec<String> {
    let mut found: Vec<_> = diffs
        .iter()
        .filter_map(|diff| Some((diff, diff.meaning.as_ref()?)))
        .flat_map(|(diff, meaning)| meaning.differences.iter().map(move |found| (diff, found)))
        .collect();
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.worst()));
    let mut pieces: Vec<_> = found
        .into_iter()
        .map(|(diff, found)| {
            let name = found.new_title.as_ref().unwrap_or(&found.title);
            let title = format!("<b>{}</b> {} {}", found.worst().word(), found.event.word(), code(name));
            folded(&title, "", &plain(&difference(diff, found)))
        })
        .collect();
    let notes = diffs.iter().filter_map(|diff| Some(notes(diff, diff.meaning.as_ref()?)));
    pieces.extend(notes.filter(|notes| !notes.is_empty()).map(|notes| folded("notes", "", &notes)));
    pieces
}

/// The files that would not stay as they are, conflicts first.
fn files(diffs: &[Diff], context: usize) -> Vec<String> {
    let entries = diffs.iter().flat_map(|diff| &diff.entries);
    let mut entries: Vec<_> = entries.filter(|entry| entry.status != Status::Unchanged).collect();
    entries.sort_by_key(|entry| entry.status);
    entries.into_iter().map(|entry| file(entry, context)).collect()
}

fn file(entry: &Entry, context: usize) -> String {
    let mut body = String::new();
    for hunk in hunks(entry, context) {
        body += &hunk.header();
        body.push('\n');
        for line in &hunk.lines {
            body.push(line.sign);
            body += &line.text();
            body.push('\n');
        }
    }
    let reason =
        entry.reason.as_ref().map(|reason| format!(": {}", html(reason.as_str()))).unwrap_or_default();
    folded(&format!("{} {}{reason}", entry.status.word(), code(entry.path.as_str())), "diff", &body)
}

/// A folded part; its body is in a fence that is longer than any in it.
fn folded(title: &str, language: &str, body: &str) -> String {
    let body = without_commands(&clean(&body.replace('\t', "    ")));
    let longest = body.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!(
        "\n<details><summary>{title}</summary>\n\n{fence}{language}\n{}\n{fence}\n\n</details>\n",
        body.trim_end()
    )
}

/// Text of the user's in HTML, where nobody is called by it.
fn code(text: &str) -> String {
    format!("<code>{}</code>", html(text))
}

fn html(text: &str) -> String {
    let text = Shown::line(&text.replace('\n', " "));
    text.as_str().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('@', "&#64;")
}

/// Without colours.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}
