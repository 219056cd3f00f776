//! Names that say that their value is a secret, as other languages write them.

use crate::secret::is_password;

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
