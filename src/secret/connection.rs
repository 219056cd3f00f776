//! Passwords in URLs and in connection strings.

use super::value::is_reference;
use super::{is_secret_name, value};
use crate::span::Span;

/// No URL of a service is longer up to its host.
const LONGEST: usize = 300;

/// `scheme://user:password@host`, also where the password holds characters that a URL would have to escape.
pub(super) fn url(text: &str, mark: Span) -> Option<Span> {
    let rest = text.get(mark.end..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let outside = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\' | '<' | ',');
    let whole = near.split(outside).next()?;
    // In `<password>` the brackets are no end.
    let whole =
        if near.get(whole.len()..)?.starts_with('<') { near.split_whitespace().next()? } else { whole };
    let authority = whole.split(['/', '?', '#']).next()?;
    let (user, password) = if authority.contains('@') {
        authority.rsplit_once('@')?.0.split_once(':')?
    } else {
        unescaped(whole)?
    };
    let is_filled_in = user.starts_with('$') && password.starts_with('$') || is_place(password);
    let start = mark.end + user.len() + 1;
    (!is_filled_in).then_some(Span { start, end: start + password.len() })
}

/// User and password of a URL whose password holds `/`, `?` or `#`.
fn unescaped(whole: &str) -> Option<(&str, &str)> {
    let (login, host) = whole.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let first = password.split(['/', '?', '#']).next()?;
    // What looks like it is a port or a tag, and `@` a part of the path.
    let is_port = first.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | '$' | '{'));
    let is_user = !user.contains(['.', '/', '@', '[']);
    (is_user && is_host && !is_port && !host.starts_with("sha256:")).then_some((user, password))
}

/// Whether a user or a password is to be filled in.
fn is_place(text: &str) -> bool {
    let variable = text.strip_prefix('$').filter(|name| !name.starts_with(['(', '{']));
    let is_variable = variable.is_some_and(|name| {
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name && (is_secret_name(name) || !name.contains(|c: char| c.is_ascii_lowercase()))
    });
    is_variable || variable.is_none() && is_reference(text)
}

/// `jdbc:oracle:thin:user/password@host`.
///
/// Source: <https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html>
pub(super) fn oracle(text: &str, mark: Span) -> Option<Span> {
    let rest = text.get(mark.end..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let login = near.split(char::is_whitespace).next()?.split_once('@')?.0;
    let (user, password) = login.split_once('/')?;
    let start = mark.end + user.len() + 1;
    (!is_place(password)).then_some(Span { start, end: start + password.len() })
}

/// A parameter of a connection string or of a URL, as ADO.NET, ODBC and JDBC write them.
///
/// Source: <https://learn.microsoft.com/en-us/dotnet/framework/data/adonet/connection-strings>
pub(super) fn parameter(text: &str, mark: Span) -> Option<Span> {
    let before = text.get(..mark.start)?.trim_end_matches(' ');
    before.ends_with([';', '?', '&']).then_some(())?;
    let rest = text.get(mark.end..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let outside = |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '"' | '\'' | '`' | '\\' | '<');
    let password = near.split(outside).next()?;
    let is_written = !password.contains('(') && !is_place(password) && value::can_be_secret(password);
    is_written.then_some(Span { start: mark.end, end: mark.end + password.len() })
}

#[cfg(test)]
mod tests {
    use crate::secret::form::mask;

    #[test]
    fn finds_passwords_that_a_url_would_escape() {
        for (text, shown) in [
            ("amqp://bot:rabbit@queue:5672/x", "amqp://bot:******@queue:5672/x"),
            ("postgres://u:$ecret@db/x", "postgres://u:******@db/x"),
            ("postgres://u:pa/ss@db/x", "postgres://u:*****@db/x"),
            ("jdbc:oracle:thin:scott/tiger@//db:1521/x", "jdbc:oracle:thin:scott/*****@//db:1521/x"),
            ("jdbc:mysql://db/x?user=a&password=tiger", "jdbc:mysql://db/x?user=a&password=*****"),
            ("Server=db;User Id=a;Password=tiger;", "Server=db;User Id=a;Password=*****;"),
            ("Driver={x};UID=a;PWD=tiger", "Driver={x};UID=a;PWD=*****"),
        ] {
            assert_eq!(mask(text), shown);
        }
    }

    #[test]
    fn a_place_to_fill_in_is_no_password() {
        for text in [
            "https://a.b/c:d@e",
            "https://bot@a.b",
            "https://a:80/x",
            "https://a:80/x@y",
            "https://bot:$PASSWORD@a.b",
            "https://bot:$password@a.b",
            "https://$user:$word@a.b",
            "https://bot:${PASSWORD}@a.b",
            "https://bot:$(PASSWORD)@a.b",
            "https://bot:<password>@a.b",
            "https://bot:{{ password }}@a.b",
            "oci://ghcr.io:443/acme/x@sha256:0",
            "git::https://example.com/x.git?ref=a:b@c",
            "jdbc:mysql://db/x?user=a&password=${PASSWORD}",
            "jdbc:oracle:thin:@db:1521:x",
        ] {
            assert_eq!(crate::secret::literal_secrets(text), [], "{text}");
        }
    }
}
