//! Secrets of known forms, found in one pass over the text.

use std::sync::LazyLock;

use super::marks::{Mark, Marks};
use super::{LiteralSecret, connection, example, key_block};
use crate::span::Span;
use crate::tables::secret_forms::{self, SecretForm};

/// Finds the rest of a secret of a form that no table row describes: the text, and where its mark stands.
type Find = fn(&str, Span) -> Option<Span>;

/// Marks of secrets with a form of their own; capital and small letters are the same in them.
const OWN_FORMS: &[(&str, &str, Find)] = &[
    ("-----BEGIN ", "a private key", key_block::pem),
    ("---- BEGIN ", "a private key", key_block::pem),
    ("PuTTY-User-Key-File-", "a private key", key_block::putty),
    ("://", "a password in a URL", connection::url),
    ("jdbc:oracle:thin:", "a password in a URL", connection::oracle),
    ("password=", "a password in a connection string", connection::parameter),
    ("passwd=", "a password in a connection string", connection::parameter),
    ("pwd=", "a password in a connection string", connection::parameter),
];

static MARKS: LazyLock<Marks> =
    LazyLock::new(|| Marks::new(secret_forms::marks().chain(OWN_FORMS.iter().map(|(mark, ..)| *mark))));

/// Everything of a known form, in the order of the text; no two overlap.
pub(super) fn known(text: &str) -> Vec<LiteralSecret> {
    let mut found: Vec<LiteralSecret> = Vec::new();
    let mut end = 0;
    for (place, mark) in MARKS.places(text) {
        // What lies within a secret is a part of it, and is looked at once.
        if place.start < end {
            continue;
        }
        let Some((what, span)) = secret_at(text, place, mark) else { continue };
        end = end.max(span.end);
        let is_example = text.get(span.start..span.end).is_some_and(example::is_example);
        found.extend((!is_example).then_some(LiteralSecret { span, what, encoded: false }));
    }
    found.sort_by_key(|secret| secret.span);
    found
}

/// The secret that holds a mark, and what it is.
fn secret_at(text: &str, place: Span, mark: &Mark) -> Option<(&'static str, Span)> {
    let of_forms = mark.forms().iter().find_map(|form| Some((form.what, of_form(text, place, form)?)));
    let own = || OWN_FORMS.iter().filter(|(own, ..)| *own == mark.text);
    of_forms.or_else(|| own().find_map(|(_, what, find)| Some((*what, find(text, place)?))))
}

fn of_form(text: &str, mark: Span, form: &SecretForm) -> Option<Span> {
    let written = text.get(mark.start..mark.end)?;
    let (before, after) = (text.get(..mark.start)?.as_bytes(), text.get(mark.end..)?);
    (form.any_case || written == form.mark).then_some(())?;
    let start = start(before, form)?;
    let length = after.bytes().take_while(|byte| form.body.has(*byte)).count();
    let body = after.get(..length)?;
    let is_whole =
        form.body.most == usize::MAX || !after.as_bytes().get(length).is_some_and(u8::is_ascii_alphanumeric);
    let is_secret = (form.body.least..=form.body.most).contains(&length)
        && is_whole
        && (!form.with_digit || is_mixed(body));
    is_secret.then_some(Span { start, end: mark.end + length })
}

/// Where a secret begins whose mark follows a text; `None` if the mark is a part of another word.
fn start(before: &[u8], form: &SecretForm) -> Option<usize> {
    let expected = form.before.least..=form.before.most;
    let written =
        before.iter().rev().take(form.before.most).take_while(|byte| form.before.has(**byte)).count();
    if !expected.contains(&written) {
        return None;
    }
    let start = before.len() - written;
    let outside = before.get(..start)?;
    let in_word = |byte: u8| byte.is_ascii_alphanumeric() || form.at_edge && matches!(byte, b'-' | b'_');
    let begins = !form.mark.starts_with(|c: char| c.is_ascii_alphanumeric()) && written == 0
        || !outside.last().is_some_and(|byte| in_word(*byte))
        || is_escape(outside);
    // The scheme is a part of a webhook.
    let scheme = outside.strip_suffix(b"://").map_or(0, |scheme| {
        3 + scheme.iter().rev().take(5).take_while(|byte| byte.is_ascii_alphabetic()).count()
    });
    begins.then_some(start - scheme)
}

/// Whether a text ends with an escape such as `\n`, whose letter is no part of what follows.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [.., b'\\', b'n' | b'r' | b't' | b'b' | b'f' | b'e'])
}

/// Whether there is a digit, and no word in small letters only.
fn is_mixed(body: &str) -> bool {
    body.bytes().any(|byte| byte.is_ascii_digit()) && body.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_secret_begins_and_ends_at_words() {
        let body = "a1B2c3D4".repeat(5);
        let found = |text: &str| {
            known(text)
                .iter()
                .map(|secret| text.get(secret.span.start..secret.span.end).unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&format!("x\\nghp_{body}\\n")), [format!("ghp_{body}")]);
        assert_eq!(found(&format!("SIE-glpat-{body}")), [format!("glpat-{body}")]);
        assert_eq!(found(&format!("xghp_{body}")), [""; 0]);
        assert_eq!(
            found(&format!("HTTP://HOOKS.SLACK.COM/{body}?")),
            [format!("HTTP://HOOKS.SLACK.COM/{body}?")]
        );
        let hex = "0123456789abcdef".repeat(2);
        assert_eq!(found(&format!("mail {hex}-us12.")), [format!("{hex}-us12")]);
        assert_eq!(found(&format!("SK{hex}0")), [""; 0]);
        assert_eq!(found(&format!("cache-key-{hex}")), [""; 0]);
    }
}
