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
    let Err((line, what)) = scan(text) else { return Ok(()) };
    let help = if what.starts_with("`#`") {
        "begin the comment with `//`"
    } else {
        "close what is open; everything between the quotes of the key must be whole statements"
    };
    Err(Problem::new(format!("line {line} of this Groovy code: {what}"), help))
}

/// Whether a line break is part of a string or comment, so that indentation would change it.
pub fn groovy_breaks_inside_text(text: &str) -> bool {
    scan(text).map_or(true, |found| found.breaks)
}

/// Whether Groovy itself puts a variable into a string, so that what the string is given to sees the value.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#string-interpolation>
pub fn groovy_interpolates(text: &str, variable: &str) -> bool {
    scan(text).is_ok_and(|found| {
        found.interpolated.into_iter().any(|at| {
            let rest = text.get(at + 1..).unwrap_or_default();
            let name = rest.trim_start_matches(['{', ' ']);
            let name = name.strip_prefix("env.").unwrap_or(name);
            name.strip_prefix(variable).is_some_and(|after| !after.starts_with(is_identifier))
        })
    })
}

fn is_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What is seen on the way through Groovy code.
#[derive(Debug, Default)]
struct Scan {
    /// Whether a line break stands inside a string or comment.
    breaks: bool,
    /// Where a `$` in a string begins a value.
    interpolated: Vec<usize>,
}

/// Goes through the code.
fn scan(text: &str) -> Result<Scan, (usize, String)> {
    let (mut open, mut found, mut line) = (Vec::<(Open, usize)>::new(), Scan::default(), 1);
    let (mut rest, mut before) = (text, '\n');
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match open.last() {
            Some((Open::Text(close), _)) => {
                let escapes = *close != "/$" && c == '\\';
                if c == '$' && close.contains(['"', '/']) {
                    found.interpolated.push(text.len() - rest.len());
                }
                if c == '\n' && close.len() == 1 {
                    return Err((line, "a string is not closed".to_owned()));
                }
                found.breaks |= c == '\n';
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
                found.breaks |= rest.get(..length).is_some_and(|comment| comment.contains('\n'));
            }
            _ if c == '#' && before == '\n' => {
                return Err((line, "`#` begins no comment, `//` does".to_owned()));
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
        None => Ok(found),
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
            ("# b\necho 'a'", "line 1 of this Groovy code: `#` begins no comment, `//` does"),
            ("echo 'a'\n# b", "line 2 of this Groovy code: `#` begins no comment, `//` does"),
        ] {
            assert_eq!(groovy_steps(text).map_err(|problem| problem.message), Err(expected.to_owned()));
        }
    }

    #[test]
    fn a_secret_in_a_string_of_groovy_is_seen() {
        for text in
            ["sh \"curl $TOKEN\"", "sh \"\"\"a ${TOKEN}\"\"\"", "echo \"${env.TOKEN}\"", "x = /$TOKEN/"]
        {
            assert!(groovy_interpolates(text, "TOKEN"), "{text}");
        }
        for text in
            ["sh 'curl $TOKEN'", "sh \"curl \\$TOKEN\"", "sh \"$TOKENS\"", "// \"$TOKEN\"", "def TOKEN = 1"]
        {
            assert!(!groovy_interpolates(text, "TOKEN"), "{text}");
        }
    }

    #[test]
    fn line_breaks_inside_strings_are_seen() {
        assert!(groovy_breaks_inside_text("sh '''\na\n'''") && !groovy_breaks_inside_text("a()\nb()"));
    }
}
