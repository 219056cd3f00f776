//! Names that say that their value is a secret, as other languages write them.

use super::table::REFERENCES;
use crate::secret::is_password;

/// Whose names they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those of any file.
    File,
    /// Those of a `kura.toml`: some of its keys hold the names of secrets.
    Kura,
    /// Those of a `kura.toml`, in a sentence of kura's.
    Sentence,
}

impl Names {
    /// Whether something is named as a secret: by its key, or by one that the key lies below.
    pub(super) fn is_secret(self, name: &str) -> bool {
        let last = name.rsplit('.').next().unwrap_or_default();
        if self != Self::File && REFERENCES.contains(&last) {
            return false;
        }
        is_secret(name, "x") || self == Self::Kura && name.split('.').any(|name| is_secret(name, "x"))
    }

    /// Whether a name may give a value without a sign; in a sentence it is a word.
    pub(super) fn may_stand_alone(self) -> bool {
        self != Self::Sentence
    }
}

/// Names of secrets that are none in `kura.toml`.
const MORE: &[&str] = &["AUTHORIZATION", "REQUIREPASS", "SECRET_BINARY", "SECRET_STRING"];

/// Whether something is named as a secret, and has a value that can be one.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    let name = with_underscores(name.trim_end_matches(|c: char| c.is_ascii_digit()));
    is_password(&name, value) || MORE.iter().any(|more| name.eq_ignore_ascii_case(more))
}

/// `clientSecret` as `client_Secret`.
fn with_underscores(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && out.ends_with(|before: char| before.is_ascii_lowercase()) {
            out.push('_');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_are_known_however_their_words_are_joined() {
        for name in ["clientSecret", "DB_PASSWORD2", "secret_string", "X-Api-Key", "Authorization"] {
            assert!(is_secret(name, "x"), "{name}");
        }
        for name in ["secretName", "tokens", "automountServiceAccountToken2x", "passwordVariable"] {
            assert!(!is_secret(name, "x"), "{name}");
        }
        assert!(!is_secret("automountServiceAccountToken", "false"));
    }
}
