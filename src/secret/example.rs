//! Keys that vendors print in their documentation: they open nothing.

use sha2::{Digest, Sha256};

/// Words in the place of a key's characters.
const WORDS: &[&str] = &["example", "placeholder", "your-", "your_"];

/// How many of one character at the end stand for a key.
const FILLED: usize = 8;

/// SHA-256 of published keys that no word tells from real ones, so that they do not stand here either, and where they are published.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "900e6c2bf8ce6c14dbfdcbd6d7402e8fadd53c5464b0ffae66dce9ac06c0e061",
        "https://learn.microsoft.com/en-us/azure/storage/common/storage-connect-azurite",
    ),
    (
        "f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397",
        "https://docs.stripe.com/api/authentication",
    ),
    ("7f75367e7881255134e1375e723d1dea8ad5f6a4fdb79d938df1f1754a830606", "https://jwt.io/"),
];

/// Whether a secret is an example: it says so, is filled up with one character, or is published as one.
pub(super) fn is_example(secret: &str) -> bool {
    let near = secret.get(..secret.floor_char_boundary(200)).unwrap_or_default().to_ascii_lowercase();
    let last = secret.bytes().next_back().filter(|byte| matches!(byte, b'x' | b'X' | b'0' | b'*' | b'.'));
    let is_filled =
        last.is_some_and(|last| secret.bytes().rev().take_while(|byte| *byte == last).count() >= FILLED);
    is_filled || WORDS.iter().any(|word| near.contains(word)) || is_published(secret)
}

fn is_published(secret: &str) -> bool {
    let digest = format!("{:x}", Sha256::digest(secret));
    PUBLISHED.iter().any(|(known, _)| *known == digest)
}
