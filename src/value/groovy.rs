//! Groovy that a user wrote: whether its brackets and quotes close.

use super::Problem;

/// What is open at a place of Groovy code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A bracket, which this character closes.
    Bracket(char),
    /// A string, which these characters close.
    Text(&'static str),
}

/// How strings begin, the longest first; see the [Groovy syntax](https://groovy-lang.org/syntax.html#all-strings).
const QUOTES: [(&str, &str); 5] =
    [("'''", "'''"), ("\"\"\"", "\"\"\""), ("'", "'"), ("\"", "\""), ("$/", "/$")];

/// Checks that every bracket, string and comment of a few statements is closed.
///
/// # Errors
///
/// A [`Problem`] that names the line of the first one that is not.
pub fn groovy_steps(text: &str) -> Result<(), Problem> {
    let help = "close what is open; everything between the quotes of the key must be whole statements";
    scan(text)
        .map(|_| ())
        .map_err(|(line, what)| Problem::new(format!("line {line} of this Groovy code: {what}"), help))
}

/// Whether a line break is part of a string or comment, so that indentation would change it.
pub fn groovy_breaks_inside_text(text: &str) -> bool {
    scan(text).unwrap_or(true)
}

/// Goes through the code; says whether a line break stands inside a string.
fn scan(text: &str) -> Result<bool, (usize, String)> {
    let (mut open, mut breaks, mut line) = (Vec::<(Open, usize)>::new(), false, 1);
    let (mut rest, mut before) = (text, '\n');
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match open.last() {
            Some((Open::Text(close), _)) => {
                let escapes = *close != "/$" && c == '\\';
                if c == '\n' && close.len() == 1 {
                    return Err((line, "a string is not closed".to_owned()));
                }
                breaks |= c == '\n';
                if rest.starts_with(close) {
                    length = close.len();
                    open.pop();
                } else if escapes {
                    length = rest.chars().take(2).map(char::len_utf8).sum();
                } else if rest.starts_with("${") && close.contains(['"', '/']) {
                    length = 2;
                    open.push((Open::Bracket('}'), line));
                }
            }
            _ if rest.starts_with("//") => length = rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => {
                length = rest.find("*/").ok_or_else(|| (line, "a comment is not closed".to_owned()))? + 2;
                breaks |= rest.get(..length).is_some_and(|comment| comment.contains('\n'));
            }
            _ => {
                if let Some((start, close)) = QUOTES.iter().find(|(start, _)| rest.starts_with(start)) {
                    length = start.len();
                    open.push((Open::Text(close), line));
                } else if c == '/' && begins_text(before) {
                    open.push((Open::Text("/"), line));
                } else {
                    bracket(c, line, &mut open)?;
                }
            }
        }
        let (done, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        line += done.matches('\n').count();
        before = done.chars().rev().find(|c| *c != ' ').unwrap_or(before);
        rest = left;
    }
    match open.last() {
        None => Ok(breaks),
        Some((Open::Text(_), line)) => Err((*line, "a string is not closed".to_owned())),
        Some((Open::Bracket(close), line)) => Err((*line, format!("`{close}` is missing"))),
    }
}

fn bracket(c: char, line: usize, open: &mut Vec<(Open, usize)>) -> Result<(), (usize, String)> {
    match c {
        '(' => open.push((Open::Bracket(')'), line)),
        '[' => open.push((Open::Bracket(']'), line)),
        '{' => open.push((Open::Bracket('}'), line)),
        ')' | ']' | '}' if open.pop().map(|(open, _)| open) != Some(Open::Bracket(c)) => {
            return Err((line, format!("`{c}` closes nothing")));
        }
        _ => {}
    }
    Ok(())
}

/// Whether a slash behind that character begins a string, and is no division.
fn begins_text(before: char) -> bool {
    matches!(before, '(' | ',' | '=' | '[' | '!' | '&' | '|' | '?' | '{' | '}' | ';' | ':' | '~' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_statements_pass() {
        for text in [
            "echo 'hi'",
            "sh '''\necho \"}\"\n'''",
            "echo \"${a.collect { it.b }.join(\"}\")} {\"",
            "if (x =~ /a)b/) { echo 'y' } // it's )",
            "/* it's ( */ def a = [1, (2 / 3)]",
            "def s = $/a ' \\/$",
            "echo 'it\\'s'",
        ] {
            assert_eq!(groovy_steps(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_open_is_named_with_its_line() {
        for (text, expected) in [
            ("echo 'a'\nscript {", "line 2 of this Groovy code: `}` is missing"),
            ("}\n", "line 1 of this Groovy code: `}` closes nothing"),
            ("(]", "line 1 of this Groovy code: `]` closes nothing"),
            ("echo 'a\n'", "line 1 of this Groovy code: a string is not closed"),
            ("sh '''a", "line 1 of this Groovy code: a string is not closed"),
            ("\n/* a", "line 2 of this Groovy code: a comment is not closed"),
        ] {
            assert_eq!(groovy_steps(text).map_err(|problem| problem.message), Err(expected.to_owned()));
        }
    }

    #[test]
    fn line_breaks_inside_strings_are_seen() {
        assert!(groovy_breaks_inside_text("sh '''\na\n'''") && !groovy_breaks_inside_text("a()\nb()"));
    }
}
