//! What looks like a secret: the value itself, where only its name should stand.

use super::encoded::{encoded, parts};
use super::known::known;
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

/// Everything in a text that looks like a secret, in the order of the text; no two overlap.
pub fn literal_secrets(text: &str) -> Vec<LiteralSecret> {
    let mut found = known(text);
    found.extend(parts(text));
    found.extend(encoded(text));
    found.sort_by_key(|secret| secret.span);
    let mut end = 0;
    found.retain(|secret| {
        let is_new = secret.span.start >= end;
        end = end.max(secret.span.end);
        is_new
    });
    found
}

/// The same text, in which every byte of a secret and of a password is a `*`; line breaks stay.
#[cfg(test)]
pub(super) fn mask(text: &str) -> String {
    let secrets = literal_secrets(text).into_iter().map(|secret| secret.span);
    mask_places(text, secrets.chain(super::written_passwords(text)).collect())
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
