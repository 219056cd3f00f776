//! `--format github`: annotations of a pull request.
//!
//! Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message>;
//! what is escaped, and how: <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.

use std::fmt::Write as _;

use super::{Findings, Place};
use crate::diagnostic::ShownFinding;

/// All findings, a line each.
pub fn github(all: &[Findings]) -> String {
    let mut text = String::new();
    for findings in all {
        let positions = findings.positions();
        for found in findings.shown() {
            let place = Place::new(&positions, found.span);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}", line(findings.source.path.as_str(), &place, &found));
        }
    }
    text
}

fn line(path: &str, Place { start, end }: &Place, found: &ShownFinding) -> String {
    let help = found.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!(
        "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        found.severity.word(),
        property(path),
        start.line,
        end.line,
        start.column,
        end.column,
        property(found.rule),
        data(&format!("{}{help}", found.message)),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn escapes_what_would_end_a_command() {
        assert_eq!(data("100%\r\n:,"), "100%25%0D%0A:,");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
