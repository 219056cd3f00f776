//! Values that are hidden because of their names, also where they may be harmless.

use super::table::REFERENCES;
use crate::secret::is_secret_name;
use crate::secret::value::is_switch;

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
        let is_own = |name: &str| !REFERENCES.contains(&name) && is_secret(name, "x");
        match self {
            Self::File => is_secret(name, "x"),
            Self::Kura => name.split('.').any(is_own),
            Self::Sentence => is_own(last),
        }
    }

    /// Whether a name may give a value without a sign; in a sentence it is a word.
    pub(super) fn may_stand_alone(self) -> bool {
        self != Self::Sentence
    }
}

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
