//! A text that may be shown to anybody.

use std::fmt;

use super::mask::masked_sentence;

/// A text that may be shown: it holds no secret, and nothing that a terminal would obey.
///
/// What prints takes this type, and it is made here alone, so that no format can forget what must not be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown(String);

impl Shown {
    /// A sentence of kura's with texts of the user's in it, on one line whatever they hold.
    pub fn line(text: &str) -> Self {
        Self(clean(&masked_sentence(text)).replace('\n', "\u{fffd}"))
    }

    /// The same for a sentence that kura writes on several lines.
    pub fn lines(text: &str) -> Self {
        Self(without_commands(&clean(&masked_sentence(text))))
    }

    /// A piece of a line of a patch, of which the whole text has been masked: byte for byte, but for breaks that are none in the file.
    pub(crate) fn in_patch(piece: &str) -> Self {
        Self(piece.replace('\r', "\u{fffd}"))
    }

    /// What is put together from such texts and kura's own words.
    pub(crate) fn composed(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Shown {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl serde::Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A text without the control and direction-changing characters that a terminal would obey; line breaks stay.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => c,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Lines of which none is a command to who reads the log of a CI run: these begin with `::`.
///
/// Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
pub(crate) fn without_commands(text: &str) -> String {
    let line =
        |line: &str| if is_command(line) { line.replacen("::", "\u{fffd}:", 1) } else { line.to_owned() };
    text.split_inclusive('\n').map(line).collect()
}

/// Whether a line would be a command in the log of a CI run, which does not look at blanks before it.
pub(crate) fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn a_line_is_one_line_and_commands_nobody() {
        assert_eq!(Shown::line("a\n::error::b\u{1b}[0m").as_str(), "a\u{fffd}::error::b\u{fffd}[0m");
        assert_eq!(Shown::lines("::a\n  ::b\nc::d\n").as_str(), "\u{fffd}:a\n  \u{fffd}:b\nc::d\n");
    }

    #[test]
    fn names_and_references_stay_readable() {
        for text in [
            "conflict: kubernetes/external-secret.yaml: edited since kura wrote it",
            "declare it in `[secrets]`, and write `{ secret = \"<its name>\" }` here",
            "the value of `DB_PASSWORD` stands in the file",
            "password of the database",
        ] {
            assert_eq!(Shown::line(text).as_str(), text);
        }
    }
}
