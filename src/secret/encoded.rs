//! Secrets that are words without a mark, and secrets in base64.

use super::known::known;
use super::{LiteralSecret, example};
use crate::span::Span;

/// The shortest text in base64 that holds a known form.
const SHORTEST: usize = 24;

/// How often a secret may be written in base64 upon base64.
const DEEPEST: usize = 3;

/// Lines of files in base64 are that long at least, but for the last.
const LINE: usize = 60;

/// Secrets in base64, as Kubernetes and Docker write them, and secret access keys of AWS.
pub(super) fn encoded(text: &str) -> Vec<LiteralSecret> {
    let mut found = Vec::new();
    let mut line_end = 0;
    for (start, word) in runs(text, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_')) {
        let span = Span { start, end: start + word.len() };
        let goes_on = line_end > 0 && text.get(line_end..start).is_some_and(is_line_break);
        line_end = if word.len() >= LINE { span.end } else { 0 };
        if word.len() == ACCESS_KEY && !goes_on && is_access_key(text, span) {
            found.push(LiteralSecret { span, what: "an AWS secret access key", encoded: false });
        } else if let Some(what) = decoded(word.as_bytes(), DEEPEST) {
            found.push(LiteralSecret { span, what, encoded: true });
        }
    }
    found
}

/// What a text in base64 holds.
fn decoded(word: &[u8], depth: usize) -> Option<&'static str> {
    if word.len() < SHORTEST || depth == 0 {
        return None;
    }
    let bytes = decode(word);
    let text = String::from_utf8_lossy(&bytes);
    let what = known(&text).first().map(|secret| secret.what).or_else(|| Some(parts(&text).next()?.what));
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    what.or_else(|| runs(&text, is_base64).find_map(|(_, inner)| decoded(inner.as_bytes(), depth - 1)))
}

/// Whether there is nothing but the end of a line, as it is or escaped.
fn is_line_break(between: &str) -> bool {
    let blank = between.trim_matches([' ', '\t', '\r', '\n', '"', '\'', '\\']);
    between.len() < 40 && matches!(blank, "" | "n" | "r\\n")
}

/// JSON Web Tokens, and tokens of Discord's bots: three parts in base64.
///
/// Source: <https://datatracker.ietf.org/doc/html/rfc7519#section-3>
pub(super) fn parts(text: &str) -> impl Iterator<Item = LiteralSecret> {
    let words = runs(text, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    words.filter_map(|(start, word)| {
        let (first, rest) = word.split_once('.')?;
        let (second, last) = rest.split_once('.')?;
        let what = if first.starts_with("eyJ") && second.starts_with("eyJ") && last.len() > 20 {
            "a JSON Web Token"
        } else if is_bot(first) && second.len() == 6 && (27..=48).contains(&last.len()) {
            "a Discord bot token"
        } else {
            return None;
        };
        let span = Span { start, end: start + word.len() };
        (!example::is_example(word)).then_some(LiteralSecret { span, what, encoded: false })
    })
}

/// Whether a part is the number of a bot of Discord in base64.
///
/// Source: <https://discord.com/developers/docs/reference#authentication>
fn is_bot(first: &str) -> bool {
    (22..=28).contains(&first.len()) && decode(first.as_bytes()).iter().all(u8::is_ascii_digit)
}

/// How long a secret access key of AWS is.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html>
const ACCESS_KEY: usize = 40;

/// Whether a word of that length is as random as a secret access key; what is a text in base64 is none.
fn is_access_key(text: &str, span: Span) -> bool {
    let Some(word) = text.get(span.start..span.end) else { return false };
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let stands_alone =
        !before.ends_with(['.', '%', '@', '~', '\\']) && !after.starts_with(['=', '.', '%', '@', '~']);
    // The public key of a captcha has the same length.
    let is_public = word.starts_with("6L") || word.contains(['-', '_']);
    let is_text = decode(word.as_bytes()).iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'));
    stands_alone && !is_public && !is_text && is_random(word) && !example::is_example(word)
}

/// Characters of every kind in no order, so that the kind changes more often than in words or paths.
fn is_random(word: &str) -> bool {
    let kind = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let kinds: Vec<_> = word.as_bytes().iter().map(kind).collect();
    let changes = kinds.windows(2).filter(|pair| pair.first() != pair.last()).count();
    let mut distinct: Vec<_> = word.bytes().collect();
    distinct.sort_unstable();
    distinct.dedup();
    [0, 1, 2].iter().all(|kind| kinds.contains(kind)) && changes >= 16 && distinct.len() >= 23
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
fn decode(word: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(word.len() * 3 / 4);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in word {
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

#[cfg(test)]
mod tests {
    use crate::secret::literal_secrets;

    #[test]
    fn finds_one_in_base64_upon_base64() {
        // "AKIAA1B2C3D4E5F6G7H8", twice.
        let found = literal_secrets("UVV0SlFVRXhRakpETTBRMFJUVkdOa2MzU0RnPQ==");
        assert!(found.iter().any(|secret| secret.encoded), "{found:?}");
    }

    #[test]
    fn a_word_of_the_right_length_is_no_access_key() {
        let key = format!("{}{}", "wJ4lrXU7nFEM1/K7MDENG", "+bPxRf1CYz9Q2tVk3aB");
        assert_eq!(literal_secrets(&format!("x={key}")).len(), 1);
        for text in [
            "createServiceAccountTokenForUser2WithRol".to_owned(),
            "da39a3ee5e6b4b0d3255bfef95601890afd80709".to_owned(),
            "SGVsbG8sIFdvcmxkISBUaGlzIGlzIGEgdGVzdC4h".to_owned(),
            format!("{}\n{key}", "MIIB".repeat(16)),
            format!("{key}="),
            format!("a/{key}"),
        ] {
            assert_eq!(literal_secrets(&text), [], "{text}");
        }
    }
}
