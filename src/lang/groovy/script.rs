//! Shell scripts inside a Jenkinsfile.

use super::string;

/// Lays out an `sh` step as lines with their depths.
///
/// A first line `#!` stays at the start of the text, where the step looks for it.
pub(super) fn layout(script: &str, depth: usize) -> Vec<(usize, String)> {
    let script = script.trim_end_matches('\n');
    if !script.contains('\n') {
        return vec![(depth, format!("sh {}", string::quote(script)))];
    }
    // Where blanks would change the script, its lines begin where the file's do.
    let inside = if can_indent(script) { depth + 1 } else { 0 };
    let text = string::escape_block(script);
    let (open, rest) = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#!") => (first, rest),
        _ => ("", text.as_str()),
    };
    let mut lines = vec![(depth, format!("sh '''{open}"))];
    lines.extend(rest.split('\n').map(|line| (inside, line.to_owned())));
    lines.push((inside.min(depth), "'''".to_owned()));
    lines
}

/// Tells whether blanks before a line change nothing for the shell.
///
/// They would in a here-document, between quotes and inside a continued word.
fn can_indent(script: &str) -> bool {
    if script.contains("<<") {
        return false;
    }
    let mut quote = None;
    let mut previous = ' ';
    let mut chars = script.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\n') => return false,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None | Some('"'), '\\') => {
                let continued = chars.next() == Some('\n');
                if continued && (quote.is_some() || previous != ' ') {
                    return false;
                }
            }
            _ => {}
        }
        previous = c;
    }
    true
}
