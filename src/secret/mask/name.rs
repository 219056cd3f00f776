//! Values that are hidden because of their names, also where they may be harmless.

use crate::secret::is_secret_name;
use crate::secret::value::is_switch;

/// Whether something is named as a secret, and has a value that can be one.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    is_secret_name(name) && !value.is_empty() && !is_switch(value)
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
