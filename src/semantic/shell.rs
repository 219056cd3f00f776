//! Scripts for the shell, line by line as it reads them.

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
        let mut written = first.to_owned();
        let mut command = spaced(&written, true);
        while command.is_open || command.text.ends_with('\\') {
            let Some(next) = lines.next() else { break };
            match written.strip_suffix('\\').filter(|_| !command.is_open) {
                Some(continued) => written = format!("{continued} {next}"),
                None => written = format!("{written}\n{next}"),
            }
            command = spaced(&written, true);
        }
        let ends = heredocs(&command.text);
        found.extend(Some(command.text).filter(|text| !text.is_empty()));
        for end in ends {
            found.extend(lines.by_ref().take_while(|line| line.trim() != end).map(str::to_owned));
        }
    }
    found
}

/// Words with single spaces between them.
pub(super) struct Spaced {
    /// The words, as written within quotes.
    pub(super) text: String,
    /// Whether a quote is not closed.
    is_open: bool,
}

/// A text with single spaces between its words, and without its comments where it has such.
pub(super) fn spaced(text: &str, has_comments: bool) -> Spaced {
    let mut out = String::new();
    let mut quote = None;
    let mut chars = text.trim().chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None | Some('"'), '\\') => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            (None, '#') if has_comments && (out.is_empty() || out.ends_with(' ')) => {
                chars.by_ref().find(|c| *c == '\n');
                continue;
            }
            (None, _) if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    Spaced { text: out.trim_end().to_owned(), is_open: quote.is_some() }
}

/// The words that end the heredocs of a command.
pub(super) fn heredocs(command: &str) -> Vec<String> {
    let behind = command.match_indices("<<").filter_map(|(at, sign)| {
        let is_alone = !command.get(..at)?.ends_with('<');
        command.get(at + sign.len()..).filter(|rest| is_alone && !rest.starts_with('<'))
    });
    let names = behind.filter_map(|rest| {
        let name = rest.trim_start_matches(['-', ' ']).trim_start_matches(['"', '\'', '\\']);
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        Some(name).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    });
    names.collect()
}
