//! What looks like a secret: the value itself, where only its name should stand.

use super::written_passwords;
use crate::span::Span;

/// A text that looks like a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiteralSecret {
    /// Where it stands.
    pub span: Span,
    /// What it looks like, such as "an AWS access key".
    pub what: &'static str,
    /// Whether it is written in base64.
    pub encoded: bool,
}

impl LiteralSecret {
    /// What it looks like, and whether that is hidden in base64.
    pub fn described(&self) -> String {
        let how = if self.encoded { " in base64" } else { "" };
        format!("{}{how}", self.what)
    }
}

/// How the secrets of one kind begin, and go on.
struct Pattern {
    what: &'static str,
    prefix: &'static str,
    /// Which characters follow.
    body: fn(char) -> bool,
    /// How many of them at least.
    least: usize,
}

const fn pattern(what: &'static str, prefix: &'static str, body: fn(char) -> bool, least: usize) -> Pattern {
    Pattern { what, prefix, body, least }
}

/// Sources: the vendors' pages on their token formats, such as
/// <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids> and
/// <https://api.slack.com/authentication/token-types>.
const PATTERNS: &[Pattern] = &[
    pattern("a Slack webhook", "https://hooks.slack.com/", is_url, 20),
    pattern("an AWS access key", "AKIA", is_upper, 16),
    pattern("an AWS access key", "ASIA", is_upper, 16),
    pattern("a GitHub token", "ghp_", is_word, 20),
    pattern("a GitHub token", "gho_", is_word, 20),
    pattern("a GitHub token", "ghs_", is_word, 20),
    pattern("a GitHub token", "github_pat_", is_word, 20),
    pattern("a GitLab token", "glpat-", is_word, 20),
    pattern("a Docker Hub token", "dckr_pat_", is_word, 20),
    pattern("a Slack token", "xoxb-", is_word, 10),
    pattern("a Slack token", "xoxp-", is_word, 10),
    pattern("a Slack token", "xapp-", is_word, 10),
    pattern("a Stripe key", "sk_live_", is_word, 16),
    pattern("a Google API key", "AIza", is_word, 35),
    pattern("an npm token", "npm_", is_word, 36),
    pattern("a private key", "-----BEGIN ", |_| true, 20),
];

fn is_upper(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn is_url(c: char) -> bool {
    is_word(c) || matches!(c, '/' | '.' | '%')
}

/// Everything in a text that looks like a secret, in the order of the text.
pub fn literal_secrets(text: &str) -> Vec<LiteralSecret> {
    let mut found: Vec<_> = plain(text).collect();
    found.extend(encoded(text));
    found.sort_by_key(|secret| secret.span);
    found
}

/// Goes on behind what it finds, so that no character is looked at more than a few times.
fn matches(text: &str, pattern: &Pattern) -> Vec<LiteralSecret> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(pattern.prefix)).map(|offset| at + offset)
    {
        at = start + pattern.prefix.len();
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let is_word_start = pattern.prefix.starts_with('-') || !before.is_some_and(is_word);
        if let Some(body) = text.get(at..).filter(|_| is_word_start).and_then(|rest| body(rest, pattern)) {
            at += body;
            found.push(LiteralSecret { span: Span { start, end: at }, what: pattern.what, encoded: false });
        }
    }
    found
}

fn plain(text: &str) -> impl Iterator<Item = LiteralSecret> {
    PATTERNS
        .iter()
        .flat_map(|pattern| matches(text, pattern))
        .chain(web_tokens(text))
        .chain(url_passwords(text))
}

/// Length in bytes of what follows a prefix; `None` when it is no secret.
fn body(rest: &str, pattern: &Pattern) -> Option<usize> {
    if pattern.prefix == "-----BEGIN " {
        return private_key(rest);
    }
    let length = rest.find(|c| !(pattern.body)(c)).unwrap_or(rest.len());
    (length >= pattern.least).then_some(length)
}

/// A key file has a few thousand characters.
const LONGEST_KEY: usize = 10_000;
/// Such as `ENCRYPTED PRIVATE KEY`.
const LONGEST_KIND: usize = 40;

/// From the kind of a PEM block to its end, if it holds a private key; one that never ends is all secret.
fn private_key(rest: &str) -> Option<usize> {
    let line = rest.get(..rest.floor_char_boundary(LONGEST_KIND))?;
    line.split("-----").next().filter(|kind| kind.len() < line.len() && kind.ends_with("PRIVATE KEY"))?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST_KEY))?;
    Some(near.find("-----END ").unwrap_or(near.len()))
}

/// JSON Web Tokens: three parts in base64, of which the first two are objects.
///
/// Source: <https://datatracker.ietf.org/doc/html/rfc7519#section-3>
fn web_tokens(text: &str) -> impl Iterator<Item = LiteralSecret> {
    let words = runs(text, |c| is_word(c) || c == '.').filter(|(_, word)| word.starts_with("eyJ"));
    words.filter_map(|(start, word)| {
        let (_, rest) = word.split_once('.')?;
        let (_, signature) = rest.split_once('.').filter(|_| rest.starts_with("eyJ"))?;
        let span = Span { start, end: start + word.len() };
        (signature.len() > 20).then_some(LiteralSecret { span, what: "a JSON Web Token", encoded: false })
    })
}

/// Passwords in URLs: `scheme://user:password@host`.
fn url_passwords(text: &str) -> impl Iterator<Item = LiteralSecret> {
    text.match_indices("://").filter_map(|(at, separator)| {
        let rest = text.get(at + separator.len()..)?;
        let outside = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | '\\');
        let authority = rest.split(outside).next()?;
        let (user, password) = authority.rsplit_once('@')?.0.split_once(':')?;
        let start = at + separator.len() + user.len() + 1;
        let span = Span { start, end: start + password.len() };
        // A place to fill in is no password.
        let written = !password.is_empty() && !password.starts_with(['$', '<', '{', '*']);
        written.then_some(LiteralSecret { span, what: "a password in a URL", encoded: false })
    })
}

/// The shortest text in base64 that holds one of the patterns.
const SHORTEST_ENCODED: usize = 24;

/// Secrets in base64, as Kubernetes and Docker write them.
fn encoded(text: &str) -> impl Iterator<Item = LiteralSecret> {
    let words = runs(text, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_'));
    words.filter(|(_, word)| word.len() >= SHORTEST_ENCODED).filter_map(|(start, word)| {
        let decoded = decode(word);
        let what = plain(&String::from_utf8_lossy(&decoded)).next()?.what;
        Some(LiteralSecret { span: Span { start, end: start + word.len() }, what, encoded: true })
    })
}

/// The longest runs of such characters, and where they begin.
fn runs(text: &str, within: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let rest = text.get(end..)?;
        let start = end + rest.find(within)?;
        let run = text.get(start..)?;
        let length = run.find(|c| !within(c)).unwrap_or(run.len());
        end = start + length;
        Some((start, run.get(..length)?))
    })
}

/// Bytes of a text in base64, in either alphabet; the padding does not matter.
///
/// Source: <https://datatracker.ietf.org/doc/html/rfc4648>
fn decode(word: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(word.len() * 3 / 4);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in word.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        buffer = (buffer << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            let [.., last] = (buffer >> bits).to_be_bytes();
            bytes.push(last);
        }
    }
    bytes
}

/// The same text, in which every byte of a secret and of a password is a `*`; line breaks stay.
pub fn mask(text: &str) -> String {
    let secrets = literal_secrets(text).into_iter().map(|secret| secret.span);
    mask_places(text, secrets.chain(written_passwords(text)).collect())
}

/// The same text, in which every byte of some places is a `*`; line breaks stay.
pub fn mask_places(text: &str, mut places: Vec<Span>) -> String {
    places.sort();
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for place in places {
        let start = place.start.max(end);
        masked += text.get(end..start).unwrap_or("");
        let hidden = text.get(start..place.end).unwrap_or("");
        masked.extend(hidden.chars().map(|c| if c == '\n' { "\n" } else { stars(c.len_utf8()) }));
        end = end.max(place.end);
    }
    masked + text.get(end..).unwrap_or("")
}

fn stars(count: usize) -> &'static str {
    match count {
        1 => "*",
        2 => "**",
        3 => "***",
        _ => "****",
    }
}

#[cfg(test)]
mod tests {
    use super::{literal_secrets, mask};

    #[test]
    fn finds_one_inside_another_string() {
        let key = format!("AKIA{}", "A1B2C3D4E5F6G7H8");
        assert_eq!(mask(&format!("echo {key};")), "echo ********************;");
    }

    #[test]
    fn masks_a_private_key_line_by_line() {
        let text = format!("a\n-----BEGIN RSA {}-----\nabc\n-----END x", "PRIVATE KEY");
        assert_eq!(mask(&text).lines().count(), text.lines().count());
        assert!(!mask(&text).contains("abc"));
    }

    #[test]
    fn masks_a_private_key_that_never_ends() {
        let text = format!("-----BEGIN {}-----\nabc\n", "PRIVATE KEY");
        assert!(!mask(&text).contains("abc"));
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        let text = "ghp_".repeat(200_000);
        assert_eq!(literal_secrets(&text).len(), 1);
        assert!(!mask(&text).contains("ghp"));
    }

    #[test]
    fn finds_one_in_base64() {
        // "AKIAA1B2C3D4E5F6G7H8", and a user and a Docker Hub token.
        for text in ["QUtJQUExQjJDM0Q0RTVGNkc3SDg=", "Ym90OmRja3JfcGF0X3l5eXl5eXl5eXl5eXl5eXl5eXl5eXl5eXk"] {
            assert!(
                literal_secrets(&format!("x = \"{text}\"")).iter().any(|secret| secret.encoded),
                "{text}"
            );
        }
    }

    #[test]
    fn finds_the_password_of_a_url() {
        assert_eq!(mask("amqp://bot:rabbit@queue:5672/x"), "amqp://bot:******@queue:5672/x");
        for text in ["https://a.b/c:d@e", "https://bot@a.b", "https://bot:$PASSWORD@a.b", "https://a:80/x"] {
            assert_eq!(literal_secrets(text), [], "{text}");
        }
    }

    #[test]
    fn masks_passwords_by_their_names() {
        assert_eq!(
            mask("DB_PASSWORD = \"hunter2\"\nx = { secret = \"db\" }"),
            "DB_PASSWORD = \"*******\"\nx = { secret = \"db\" }"
        );
    }

    #[test]
    fn names_are_no_secrets() {
        for text in
            ["slack-webhook-url", "AKIAx", "ghp_", "-----BEGIN CERTIFICATE-----", "https://hooks.slack.com/"]
        {
            assert_eq!(literal_secrets(text), [], "{text}");
        }
    }
}
