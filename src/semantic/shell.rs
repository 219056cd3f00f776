//! Scripts for the shell, line by line as it reads them.

use crate::lang::shell::here_documents;

/// The commands of a script: without comments and line breaks within them, and single spaces between their words.
///
/// What stands in quotes or in a heredoc stays as it is.
pub(super) fn lines(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = script.lines();
    if let Some(interpreter) = script.lines().next().filter(|line| line.starts_with("#!")) {
        found.push(interpreter.trim_end().to_owned());
    }
    while let Some(first) = lines.next() {
        let mut command = Command { has_comments: true, ..Command::default() };
        command.add(first);
        while command.goes_on() {
            let Some(next) = lines.next() else { break };
            command.add(next);
        }
        let text = command.text.trim_end();
        found.extend(Some(text.to_owned()).filter(|text| !text.is_empty()));
        for end in here_documents(text) {
            found.extend(lines.by_ref().take_while(|line| line.trim() != end).map(str::to_owned));
        }
    }
    found
}

/// A text with single spaces between its words, as written within quotes.
pub(super) fn spaced(text: &str) -> String {
    let mut command = Command::default();
    command.add(text);
    command.text.trim_end().to_owned()
}

/// A command that is read line by line.
#[derive(Default)]
struct Command {
    /// Its words, with single spaces between them.
    text: String,
    /// The quote that is not closed.
    quote: Option<char>,
    /// Whether its last line ended in a backslash.
    is_continued: bool,
    has_comments: bool,
}

impl Command {
    fn goes_on(&self) -> bool {
        self.is_continued || self.quote.is_some()
    }

    fn add(&mut self, line: &str) {
        match self.quote {
            Some(_) if !self.is_continued => self.text.push('\n'),
            Some(_) => {}
            None => self.space(),
        }
        self.is_continued = false;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (self.quote, c) {
                (Some(open), _) if open == c => self.quote = None,
                (None, '"' | '\'') => self.quote = Some(c),
                (None | Some('"'), '\\') => {
                    let escaped = chars.next();
                    self.is_continued = escaped.is_none();
                    self.text.extend(escaped.map(|_| c).into_iter().chain(escaped));
                    continue;
                }
                (None, '#') if self.has_comments && (self.text.is_empty() || self.text.ends_with(' ')) => {
                    return;
                }
                (None, _) if c.is_whitespace() => {
                    self.space();
                    continue;
                }
                _ => {}
            }
            self.text.push(c);
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }
}
