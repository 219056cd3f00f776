//! Files of private keys.

use crate::span::Span;

/// A key file has a few thousand characters.
const LONGEST_KEY: usize = 10_000;
/// Such as `ENCRYPTED PRIVATE KEY`.
const LONGEST_KIND: usize = 40;

/// A block of OpenSSL, OpenSSH, SSH2 or PGP, if it holds a private key; one that never ends is all secret.
///
/// Source: <https://datatracker.ietf.org/doc/html/rfc7468>, <https://datatracker.ietf.org/doc/html/rfc4716>,
/// <https://datatracker.ietf.org/doc/html/rfc9580#section-6.2.1>
pub(super) fn pem(text: &str, mark: Span) -> Option<Span> {
    let rest = text.get(mark.end..)?;
    let line = rest.get(..rest.floor_char_boundary(LONGEST_KIND))?;
    let kind = line.split("----").next().filter(|kind| kind.len() < line.len())?.trim_end();
    let is_private = ["PRIVATE KEY", "PRIVATE KEY BLOCK"].iter().any(|end| kind.ends_with(end));
    let near = rest.get(..rest.floor_char_boundary(LONGEST_KEY))?;
    let end = near.find("---- END ").or_else(|| near.find("-----END ")).unwrap_or(near.len());
    is_private.then_some(Span { start: mark.start, end: mark.end + end })
}

/// A key file of `PuTTY`, up to its checksum.
///
/// Source: <https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html>
pub(super) fn putty(text: &str, mark: Span) -> Option<Span> {
    let rest = text.get(mark.end..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST_KEY))?;
    near.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let end = near.find("Private-MAC:").unwrap_or(near.len());
    Some(Span { start: mark.start, end: mark.end + end })
}
