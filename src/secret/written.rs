//! Passwords that a text writes out: values by their names, headers, logins, options of programs.

use super::apart;
use super::option;
use super::value::{self, is_reference};
use super::{is_password, is_secret_name};
use crate::span::Span;

/// Keys of the language that end like this and hold names.
const LANGUAGE: &[&str] = &["secret", "pull_secret"];

/// No name of a variable is longer.
const LONGEST_NAME: usize = 80;

/// What is longer is looked at up to here, and hidden to its end.
const LONGEST_VALUE: usize = 500;

/// How words of an `Authorization` header begin.
///
/// Source: <https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml>
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "token", "apikey", "api-key"];

/// Where a text gives a value to what is named as a secret, or to the option of a login.
///
/// Goes on behind what it finds, so that no character is looked at more than a few times.
pub fn written_passwords(text: &str) -> Vec<Span> {
    // Most texts of a file are one word, and a password stands behind a sign or another word.
    if !text.contains(|c: char| matches!(c, '=' | ':') || c.is_whitespace()) {
        return Vec::new();
    }
    let mut found: Vec<Span> = Vec::new();
    for (at, sign) in text.match_indices(['=', ':']) {
        if found.last().is_none_or(|last| last.end <= at) {
            found.extend(match sign {
                "=" => assigned(text, at),
                _ => entry(text, at).or_else(|| apart::password(text, at)),
            });
        }
    }
    found.extend(option::passwords(text));
    found.sort();
    found.dedup();
    found
}

/// The value behind `NAME =`.
fn assigned(text: &str, equals: usize) -> Option<Span> {
    // `:=`, `+=` and `?=` assign, too.
    let name = name(text.get(..equals)?.trim_end_matches([':', '+', '?']))?;
    let after = text.get(equals + 1..)?;
    // `==` and `=~` compare, and so does `[ "$TOKEN" = x ]`.
    if name.is_variable || after.starts_with(['=', '~']) {
        return None;
    }
    let after = after.strip_prefix('>').unwrap_or(after);
    let value = value_at(text, text.len() - after.len(), |c| {
        c.is_whitespace() || matches!(c, ',' | '{' | '[' | '}' | '"' | '\'' | '`')
    })?;
    let written = text.get(value.span.start..value.span.end)?;
    (is_password(name.text, written) && !value.is_code(name.text, written)).then_some(value.span)
}

/// The value behind `name:`, as YAML, JSON, headers and Groovy's maps write it, and behind `${NAME:-`.
fn entry(text: &str, colon: usize) -> Option<Span> {
    let name = name(text.get(..colon)?)?;
    let after = text.get(colon + 1..)?;
    if name.is_variable {
        return substituted(text, colon, name.text);
    }
    let is_separated = after.starts_with([' ', '\t', '"', '\'', '\n', '\\']) || name.is_quoted;
    if !is_separated || after.starts_with("\\n") {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | '"' | '\'' | '`' | '\\');
    let value = value_at(text, colon + 1, ends)?;
    let is_header = name.text.contains('-') || name.text.eq_ignore_ascii_case("authorization");
    let written = text.get(value.span.start..value.span.end)?;
    if is_header
        && SCHEMES
            .iter()
            .any(|scheme| written.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(scheme)))
    {
        return credentials(text, value.span.start);
    }
    // In a sentence nothing begins with a name and ends with one word.
    let is_alone = value.is_quoted
        || is_header && text.get(value.span.end..).is_some_and(|rest| rest.starts_with(['"', '\'', '\\']))
        || name.begins_line && ends_line(text, value.span.end);
    let is_written = is_password(name.text, written) && !value.is_code(name.text, written);
    (is_alone && is_written && !is_other(written)).then_some(value.span)
}

/// Whether a value of YAML is an alias, a tag, or the sign of a text on the lines below.
fn is_other(value: &str) -> bool {
    value.starts_with(['!', '&', '*', '|', '>', '{', '['])
}

/// The default of a variable: `${NAME:-value}`.
fn substituted(text: &str, colon: usize, name: &str) -> Option<Span> {
    let rest = text.get(colon + 1..)?.strip_prefix(['-', '='])?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST_NAME))?;
    let value = near.split(['}', '\n']).next()?;
    let span = Span { start: colon + 2, end: colon + 2 + value.len() };
    is_password(name, value).then_some(span)
}

/// What follows the scheme of an `Authorization` header.
fn credentials(text: &str, start: usize) -> Option<Span> {
    let rest = text.get(start..)?;
    let (_, rest) = rest.split_once(' ')?;
    let word =
        rest.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '`' | ',')).next()?;
    let is_value = word.len() > 1 && !is_reference(word) && !word.starts_with(['$', '(']);
    let start = text.len() - rest.len();
    is_value.then_some(Span { start, end: start + word.len() })
}

/// A name before a sign.
pub(super) struct Name<'t> {
    pub text: &'t str,
    /// Whether it is read, and not written: `$NAME` or `${NAME`.
    pub is_variable: bool,
    is_quoted: bool,
    /// Whether nothing but blanks, a dash and quotes stand before it on its line, or it is within braces.
    pub begins_line: bool,
}

/// The name that ends a text.
pub(super) fn name(text: &str) -> Option<Name<'_>> {
    let unquoted = text.trim_end_matches([' ', '\t']).trim_end_matches(['"', '\'', '\\', ']']);
    let is_quoted = text.ends_with(['"', '\'']);
    let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let length: usize = unquoted.chars().rev().take(LONGEST_NAME).take_while(part).count();
    let start = unquoted.len() - length;
    let (before, text) = (unquoted.get(..start)?, unquoted.get(start..)?);
    // `-D` sets a property of Java.
    let text = text.strip_prefix("-D").unwrap_or(text).trim_start_matches('-');
    let outside = before.trim_end_matches([' ', '\t', '"', '\'', '\\', '-']);
    let begins_line =
        outside.is_empty() || outside.ends_with(['\n', '{', ',', '[']) || outside.ends_with("\\n");
    let is_variable = before.trim_end_matches('{').ends_with('$');
    let is_name =
        !LANGUAGE.contains(&text) && (is_secret_name(text) || text.to_ascii_uppercase().ends_with("KEY"));
    is_name.then_some(Name { text, is_variable, is_quoted, begins_line })
}

/// A value, without its quotes.
pub(super) struct Value {
    pub span: Span,
    is_quoted: bool,
}

impl Value {
    /// Whether it is an expression of a program.
    pub(super) fn is_code(&self, name: &str, written: &str) -> bool {
        let calls = ["(", "env.", "params.", "process.env", "os.environ", "args.", "config.", "credentials"];
        let reads = [
            "var.",
            "local.",
            "data.",
            "module.",
            "aws_",
            "random_password.",
            "each.",
            "self.",
            "this.",
            "secrets.",
        ];
        let is_read =
            calls.iter().chain(&reads).any(|head| written.starts_with(head)) || written.contains('(');
        written.starts_with(['$', '`'])
            || !self.is_quoted && (is_read || written.trim_end_matches([')', ';']) == name)
    }
}

/// The value at a place: up to its quote, or to where it ends.
pub(super) fn value_at(text: &str, start: usize, ends: impl Fn(char) -> bool) -> Option<Value> {
    let after = text.get(start..)?;
    let trimmed = after.trim_start_matches([' ', '\t']);
    let opened =
        ["\"\"\"", "'''", "\\\"", "\\'", "\"", "'"].into_iter().find(|quote| trimmed.starts_with(quote));
    let whole = opened.and_then(|quote| trimmed.strip_prefix(quote)).unwrap_or(trimmed);
    let near = whole.get(..whole.floor_char_boundary(LONGEST_VALUE))?;
    let length = |value: &str| match opened {
        Some(quote) => closed(value, quote),
        // What ends a command or closes a bracket behind it is no part of it.
        None => value.split(&ends).next().unwrap_or_default().trim_end_matches([';', ')', '&', '|']).len(),
    };
    let is_known = !near.starts_with(['$', '`']);
    let is_long =
        length(near) == near.len() && near.len() < whole.len() && is_known && value::can_be_secret(near);
    let length = if is_long { length(whole) } else { length(near) };
    let start = text.len() - whole.len();
    Some(Value { span: Span { start, end: start + length }, is_quoted: opened.is_some() })
}

/// How long a text is up to the quote that closes it, or the end of its line.
fn closed(value: &str, quote: &str) -> usize {
    let mut escaped = false;
    let end = value.char_indices().find(|(at, c)| {
        let here = value.get(*at..).unwrap_or_default();
        let is_end = here.starts_with(quote) && !escaped || *c == '\n' && quote.len() < 3;
        escaped = *c == '\\' && !escaped && quote == "\"";
        is_end
    });
    end.map_or(value.len(), |(at, _)| at)
}

/// Whether nothing but a comment or the end of a table follows on the line.
fn ends_line(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default().trim_start_matches([' ', '\t', '\r', '"', '\'']);
    rest.is_empty() || rest.starts_with(['\n', ',', '}', ']', '#']) || rest.starts_with("\\n")
}

#[cfg(test)]
mod tests {
    use super::written_passwords;

    fn found(text: &str) -> Vec<&str> {
        written_passwords(text).iter().filter_map(|span| text.get(span.start..span.end)).collect()
    }

    #[test]
    fn finds_values_by_their_names() {
        for text in [
            "password = hunter2",
            "password: hunter2",
            "{\"password\":\"hunter2\"}",
            "{\"password\": \"hunter2\"}",
            "'{\\\"password\\\":\\\"hunter2\\\"}'",
            "a: 1\npassword: 'hunter2'",
            "- password: hunter2 # why",
            "-Dsonar.token=hunter2",
            "mvn -Dsonar.login=hunter2",
            "export DB_PWD=hunter2; x",
            "x: {apiToken: hunter2}",
            "DB_PASSWORD := hunter2",
            "'password' => 'hunter2'",
            "echo ${DB_PASSWORD:-hunter2}",
            "def password = 'hunter2'",
            "//registry.npmjs.org/:_authToken=hunter2",
            "curl -H 'Authorization: Bearer hunter2' x",
            "curl -H \"X-Api-Key: hunter2\"",
            "curl --header \"PRIVATE-TOKEN: hunter2\"",
            "Authorization: Basic hunter2",
            "password(password: 'hunter2')",
            "spring.datasource.password=hunter2",
            "set PASSWORD1=hunter2",
        ] {
            assert_eq!(found(text), ["hunter2"], "{text}");
        }
    }

    #[test]
    fn what_only_names_a_secret_stays() {
        for text in [
            "[[ \"$TOKEN\" == x ]]",
            "[ \"$TOKEN\" = x ]",
            "TOKEN=$(cat x)",
            "TOKEN=`cat x`",
            "password: ${DB_PASSWORD}",
            "password: $password",
            "token = env.TOKEN",
            "password: !vault x",
            "password: *anchor",
            "password: |",
            "PASSWORD = credentials('db')",
            "echo 'Password: must be set'",
            "echo \"token: expired\" now",
            "usernamePassword(credentialsId: 'db', passwordVariable: 'P')",
            "key: password",
            "secretName: db",
            "existingSecret: db",
            "Authorization: Bearer $TOKEN",
            "Authorization: Bearer ${TOKEN}",
            "password=$1",
            "def token = readFile('x').trim()",
            "f(password=password)",
            "password: {{ .Values.password }}",
            "automountServiceAccountToken: false",
            "https://a/token:1",
            "secret = \"db\"",
            "token: <token>",
            "${DB_PASSWORD:?unset}",
            "CSRF_TOKEN: header",
            "tokenPath: /var/run/token",
            "error[literal-password]: the text",
            "password: \"\"",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_values_in_a_file() {
        let text = "a = { \"DB_PASSWORD\" = \"p=q\", T = { secret = \"db\" } }\nX_TOKEN=12\nÄTOKEN = 'x'\nPASSWORD = { }";
        assert_eq!(found(text), ["p=q", "12", "x"]);
        assert_eq!(found("DB_PASSWORD = \"hun\\\"correct\""), ["hun\\\"correct"]);
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        for piece in [
            "A=",
            "A_TOKEN=",
            "docker login -p x ",
            " login ",
            "password: ",
            "\"password\":\"",
            "Authorization: Bearer ",
            "${PASSWORD:-",
            "--password ",
            "echo x | docker login --password-stdin ",
            "mysql -p",
            "password:\n ",
            "name: A\nvalue: b\n",
            "- ",
            "'",
            "= ",
        ] {
            written_passwords(&piece.repeat(100_000 / piece.len()));
        }
    }
}
