//! `--format text`: a patch.

use super::hunk::{Hunk, Line, hunks};
use super::style::{ADDED, NAME, PLACE, REMOVED, styled};
use super::{Diff, Entry, Status};
use crate::secret::{Shown, clean, is_command};

/// A patch that `git apply` accepts where it is not coloured; conflicts stand above it, as comments.
///
/// `context` is the number of lines around each change.
pub fn text(diff: &Diff, context: usize, coloured: bool) -> String {
    let mut out = String::new();
    for entry in diff.entries.iter().filter(|entry| entry.status == Status::Conflict) {
        let reason = entry.reason.as_ref().map_or("", Shown::as_str);
        out += &styled(REMOVED, &format!("# conflict: {}: {reason}", entry.path));
        out.push('\n');
        // As comments, the lines say what is at stake and change nothing.
        out.extend(body(entry, context, coloured).lines().map(|line| format!("# {line}\n")));
    }
    for entry in diff.entries.iter().filter(|entry| entry.status != Status::Conflict) {
        out += &body(entry, context, coloured);
    }
    out
}

fn body(entry: &Entry, context: usize, coloured: bool) -> String {
    let hunks = hunks(entry, context);
    let has_text = entry.before.is_some() || entry.after.is_some();
    if entry.status == Status::Unchanged || !has_text {
        return String::new();
    }
    let mut out = String::new();
    for line in head(entry) {
        out += &styled(NAME, &line);
        out.push('\n');
    }
    for hunk in &hunks {
        out += &styled(PLACE, &hunk.header());
        out.push('\n');
        lines(&mut out, hunk, coloured);
    }
    out
}

/// The names of a file before and after; a tab ends one that holds spaces.
fn head(entry: &Entry) -> Vec<String> {
    let path = &entry.path;
    let tab = if path.as_str().contains(' ') { "\t" } else { "" };
    let mode = if entry.executable { "100755" } else { "100644" };
    let name = |side: &str, text: &Option<String>| match text {
        Some(_) => format!("{side}/{path}{tab}"),
        None => "/dev/null".to_owned(),
    };
    let mut head = vec![format!("diff --git a/{path} b/{path}")];
    if entry.before.is_none() {
        head.push(format!("new file mode {mode}"));
    } else if entry.after.is_none() {
        head.push(format!("deleted file mode {mode}"));
    }
    if entry.before == entry.after {
        // Only that it can be run is new.
        head.extend(["old mode 100644".to_owned(), format!("new mode {mode}")]);
    } else if entry.before.as_deref().unwrap_or_default() != entry.after.as_deref().unwrap_or_default() {
        head.push(format!("--- {}", name("a", &entry.before)));
        head.push(format!("+++ {}", name("b", &entry.after)));
    }
    head
}

fn lines(out: &mut String, hunk: &Hunk, coloured: bool) {
    for line in &hunk.lines {
        if line.sign == ' ' && is_command(&line.text()) {
            // Removed and added again it is the same, and no command in the log of a CI run.
            for sign in ['-', '+'] {
                one_line(out, &Line { sign, ..line.clone() }, coloured);
            }
        } else {
            one_line(out, line, coloured);
        }
    }
}

fn one_line(out: &mut String, line: &Line, coloured: bool) {
    let style = match line.sign {
        '-' => REMOVED,
        '+' => ADDED,
        _ => anstyle::Style::new(),
    };
    if coloured {
        *out += &styled(style, &line.sign.to_string());
        for (differs, word) in &line.words {
            let style = if *differs { style.invert() } else { style };
            // A file may hold what a terminal would obey.
            *out += &styled(style, &word.as_str().split('\t').map(clean).collect::<Vec<_>>().join("\t"));
        }
    } else {
        out.push(line.sign);
        *out += &line.text();
    }
    out.push('\n');
    if line.unfinished {
        *out += "\\ No newline at end of file\n";
    }
}
