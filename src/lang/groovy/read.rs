//! Groovy as Groovy reads it, as far as its words, texts and brackets go.
//!
//! Source: the [Groovy syntax](https://groovy-lang.org/syntax.html).

/// A script, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script<'t> {
    text: &'t str,
    /// Its words, signs, texts and ends of statements, in their order; comments are left out.
    pub tokens: Vec<Token<'t>>,
    /// Whether a line break stands inside a text or comment.
    breaks: bool,
    /// Bytes at which a `$` in a text begins a value.
    interpolated: Vec<usize>,
}

/// One piece of Groovy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'t> {
    /// A name, a number or a sign.
    Word(&'t str),
    /// A text.
    Text(Literal<'t>),
    /// The end of a line, or `;`.
    End,
}

/// A text, as written between its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal<'t> {
    written: &'t str,
    close: &'static str,
}

/// What stops a script from being read: its line, from 1, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclosed {
    /// The line on which what is not closed begins.
    pub line: usize,
    /// What is not closed, or closes nothing.
    pub what: String,
}

/// What is open at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A bracket, which this character closes.
    Bracket(char),
    /// A text, which these characters close.
    Text(&'static str),
}

/// How texts begin and end, the longest first; see [all strings](https://groovy-lang.org/syntax.html#all-strings).
const QUOTES: [(&str, &str); 5] =
    [("'''", "'''"), ("\"\"\"", "\"\"\""), ("'", "'"), ("\"", "\""), ("$/", "/$")];

/// Keywords behind which a slash begins a text, and divides nothing.
const BEFORE_TEXT: &[&str] = &["assert", "case", "else", "in", "return"];

/// Takes a script apart.
///
/// # Errors
///
/// The first text, comment or bracket that is not closed, or a bracket that closes nothing.
pub fn read(text: &str) -> Result<Script<'_>, Unclosed> {
    let mut reader = Reader::new(text);
    while !reader.rest.is_empty() {
        reader.step()?;
    }
    let unclosed = |line, what: String| Err(Unclosed { line, what });
    match reader.open.last() {
        None => Ok(reader.script),
        Some((Open::Text(_), line)) => unclosed(*line, "a string is not closed".to_owned()),
        Some((Open::Bracket(close), line)) => unclosed(*line, format!("`{close}` is missing")),
    }
}

/// Whether a line break is part of a text or comment, so that indentation would change it.
pub fn breaks_inside_text(text: &str) -> bool {
    read(text).map_or(true, |script| script.breaks)
}

impl Script<'_> {
    /// Whether Groovy itself puts a variable into a text, so that what the text is given to sees the value.
    ///
    /// Source: <https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#string-interpolation>
    pub fn interpolates(&self, variable: &str) -> bool {
        self.interpolated.iter().any(|at| {
            let rest = self.text.get(at + 1..).unwrap_or_default();
            let name = rest.trim_start_matches(['{', ' ']);
            let name = name.strip_prefix("env.").unwrap_or(name);
            name.strip_prefix(variable).is_some_and(|after| !after.starts_with(is_identifier))
        })
    }
}

impl Literal<'_> {
    /// Whether Groovy replaces a `$` in it.
    pub fn expands(&self) -> bool {
        let mut escaped = false;
        self.close.contains(['"', '/'])
            && self.written.chars().any(|c| {
                let is_code = c == '$' && !escaped;
                escaped = c == '\\' && !escaped;
                is_code
            })
    }

    /// What it says: escapes are resolved, but for that of a `$`, which must not look as if it were replaced.
    ///
    /// Sources: <https://groovy-lang.org/syntax.html#_escaping_special_characters>,
    /// <https://groovy-lang.org/syntax.html#_slashy_string>
    pub fn value(&self) -> String {
        let mut value = String::new();
        let mut chars = self.written.chars();
        while let Some(c) = chars.next() {
            match (self.close, c) {
                ("/", '\\') if chars.as_str().starts_with('/') => {}
                ("/" | "/$", _) => value.push(c),
                (_, '\\') => value += &escape(chars.next(), self.close),
                _ => value.push(c),
            }
        }
        value
    }
}

fn escape(escaped: Option<char>, close: &str) -> String {
    match escaped {
        Some('n') => "\n".to_owned(),
        Some('t') => "\t".to_owned(),
        Some('\n') | None => String::new(),
        Some('$') if close.starts_with('"') => "\\$".to_owned(),
        Some(other) => other.to_string(),
    }
}

fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word(c: char) -> bool {
    is_identifier(c) || c == '$'
}

/// Goes through a script; what is open is kept, so that nothing depends on how deep it is nested.
struct Reader<'t> {
    script: Script<'t>,
    rest: &'t str,
    line: usize,
    open: Vec<(Open, usize)>,
    /// The text that is open outside of all others, and the byte at which it began.
    outermost: Option<(usize, &'static str)>,
    /// What stands before, without blanks: the last character, and the word that it ends.
    before: (char, &'t str),
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let script = Script { text, tokens: Vec::new(), breaks: false, interpolated: Vec::new() };
        Self { script, rest: text, line: 1, open: Vec::new(), outermost: None, before: ('\n', "") }
    }

    fn at(&self) -> usize {
        self.script.text.len() - self.rest.len()
    }

    fn stop<T>(&self, what: &str) -> Result<T, Unclosed> {
        Err(Unclosed { line: self.line, what: what.to_owned() })
    }

    fn step(&mut self) -> Result<(), Unclosed> {
        match self.open.last() {
            Some((Open::Text(close), _)) => self.text(close),
            _ => self.code(),
        }
    }

    /// Goes on behind so many bytes, which are this token, if they are any.
    fn take(&mut self, bytes: usize, token: Option<Token<'t>>) {
        let (done, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += done.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
        if self.outermost.is_none() {
            self.script.tokens.extend(token);
        }
    }

    /// One character of a text, or what ends it.
    fn text(&mut self, close: &'static str) -> Result<(), Unclosed> {
        let Some(c) = self.rest.chars().next() else { return Ok(()) };
        if c == '\n' && matches!(close, "'" | "\"") {
            return self.stop("a string is not closed");
        }
        self.script.breaks |= c == '\n';
        let replaces = close.contains(['"', '/']);
        if self.rest.starts_with(close) {
            self.open.pop();
            let inner = self.open.iter().any(|(open, _)| matches!(open, Open::Text(_)));
            let whole = self.outermost.filter(|_| !inner);
            let token = whole.and_then(|(start, close)| {
                let written = self.script.text.get(start..self.at())?;
                Some(Token::Text(Literal { written, close }))
            });
            self.outermost = self.outermost.filter(|_| inner);
            self.take(close.len(), token);
            self.before = ('"', "");
            return Ok(());
        }
        let mut length = c.len_utf8();
        if c == '\\' && close != "/$" {
            length = self.rest.chars().take(2).map(char::len_utf8).sum();
        } else if c == '$' && replaces {
            self.script.interpolated.push(self.at());
            if self.rest.starts_with("${") {
                length = 2;
                self.open.push((Open::Bracket('}'), self.line));
            }
        }
        self.take(length, None);
        Ok(())
    }

    fn code(&mut self) -> Result<(), Unclosed> {
        let Some(c) = self.rest.chars().next() else { return Ok(()) };
        if let Some(comment) = self.comment()? {
            self.take(comment, None);
        } else if c == '\n' || c == ';' {
            self.take(1, Some(Token::End));
            self.before = ('\n', "");
        } else if c.is_whitespace() || self.rest.starts_with("\\\n") {
            self.take(if c == '\\' { 2 } else { c.len_utf8() }, None);
        } else if c == '#' && self.before.0 == '\n' {
            return self.stop("`#` begins no comment, `//` does");
        } else if let Some((start, close)) = self.quote(c) {
            if self.outermost.is_none() {
                self.outermost = Some((self.at() + start, close));
            }
            self.open.push((Open::Text(close), self.line));
            self.take(start, None);
        } else {
            self.bracket(c)?;
            let end = if is_word(c) { self.rest.find(|c| !is_word(c)) } else { Some(c.len_utf8()) };
            let word = self.rest.get(..end.unwrap_or(self.rest.len())).unwrap_or_default();
            self.take(word.len(), Some(Token::Word(word)));
            self.before = (word.chars().next_back().unwrap_or(c), word);
        }
        Ok(())
    }

    /// Length of the comment that begins here, in bytes.
    fn comment(&mut self) -> Result<Option<usize>, Unclosed> {
        if self.rest.starts_with("//") {
            return Ok(Some(self.rest.find('\n').unwrap_or(self.rest.len())));
        }
        if !self.rest.starts_with("/*") {
            return Ok(None);
        }
        let Some(end) = self.rest.get(2..).and_then(|rest| rest.find("*/")) else {
            return self.stop("a comment is not closed");
        };
        self.script.breaks |= self.rest.get(..end).is_some_and(|comment| comment.contains('\n'));
        Ok(Some(end + 4))
    }

    /// The quote that begins here, if it is one: its length in bytes, and what closes it.
    fn quote(&self, c: char) -> Option<(usize, &'static str)> {
        let known = QUOTES.iter().find(|(start, _)| self.rest.starts_with(start));
        let slash = || (c == '/' && self.begins_text()).then_some((1, "/"));
        known.map(|(start, close)| (start.len(), *close)).or_else(slash)
    }

    /// Whether a slash begins a text, and divides nothing.
    fn begins_text(&self) -> bool {
        let (sign, word) = self.before;
        matches!(sign, '(' | ',' | '=' | '[' | '!' | '&' | '|' | '?' | '{' | '}' | ';' | ':' | '~' | '\n')
            || BEFORE_TEXT.contains(&word)
    }

    fn bracket(&mut self, c: char) -> Result<(), Unclosed> {
        match c {
            '(' => self.open.push((Open::Bracket(')'), self.line)),
            '[' => self.open.push((Open::Bracket(']'), self.line)),
            '{' => self.open.push((Open::Bracket('}'), self.line)),
            ')' | ']' | '}' if self.open.pop().map(|(open, _)| open) != Some(Open::Bracket(c)) => {
                return self.stop(&format!("`{c}` closes nothing"));
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Unclosed, breaks_inside_text, read};

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
            "if (x =~ /it's/) { return /\"/ }",
            "def a = /one\ntwo/",
            "/**/ echo 'a'",
            "echo \"${'}'}\" ; echo \"${\"}\"}\"",
        ] {
            assert!(read(text).is_ok(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn what_is_open_is_named_with_its_line() {
        for (text, line, what) in [
            ("echo 'a'\nscript {", 2, "`}` is missing"),
            ("}\n", 1, "`}` closes nothing"),
            ("(]", 1, "`]` closes nothing"),
            ("echo 'a\n'", 1, "a string is not closed"),
            ("sh '''a", 1, "a string is not closed"),
            ("\n/* a", 2, "a comment is not closed"),
            ("/*/ a", 1, "a comment is not closed"),
            ("# b\necho 'a'", 1, "`#` begins no comment, `//` does"),
            ("echo 'a'\n# b", 2, "`#` begins no comment, `//` does"),
        ] {
            assert_eq!(read(text), Err(Unclosed { line, what: what.to_owned() }), "{text}");
        }
    }

    #[test]
    fn a_variable_in_a_text_of_groovy_is_seen() {
        for text in [
            "sh \"curl $TOKEN\"",
            "sh \"\"\"a ${TOKEN}\"\"\"",
            "echo \"${env.TOKEN}\"",
            "x = /$TOKEN/",
            "\"${'a' + \"$TOKEN\"}\"",
        ] {
            assert!(read(text).unwrap().interpolates("TOKEN"), "{text}");
        }
        for text in
            ["sh 'curl $TOKEN'", "sh \"curl \\$TOKEN\"", "sh \"$TOKENS\"", "// \"$TOKEN\"", "def TOKEN = 1"]
        {
            assert!(!read(text).unwrap().interpolates("TOKEN"), "{text}");
        }
    }

    #[test]
    fn line_breaks_inside_texts_are_seen() {
        assert!(breaks_inside_text("sh '''\na\n'''") && !breaks_inside_text("a()\nb()"));
    }

    #[test]
    fn texts_say_what_they_mean() {
        for (text, value, expands) in [
            ("'a\\n\\'$b'", "a\n'$b", false),
            ("\"a$b\"", "a$b", true),
            ("\"a\\$b\"", "a\\$b", false),
            ("\"${\"x\"}\"", "${\"x\"}", true),
            ("x = /a\\/b\\d/", "a/b\\d", false),
            ("$/a/b/$", "a/b", false),
        ] {
            let script = read(text).unwrap();
            let Some(Token::Text(literal)) = script.tokens.last() else { panic!("{text}") };
            assert_eq!((literal.value().as_str(), literal.expands()), (value, expands), "{text}");
        }
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        for piece in ["\"${", "a / b ", "[", "'a' ", "/a/ ", "/* */", "return /"] {
            let _ = read(&piece.repeat(1_000_000 / piece.len()));
        }
    }
}
