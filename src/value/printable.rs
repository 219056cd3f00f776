//! Text that every reader of YAML takes.

use super::Problem;

/// Checks that a text holds no control characters but tab and line breaks.
///
/// Source: <https://yaml.org/spec/1.2.2/#51-character-set>; kubectl's kustomize refuses them also when escaped.
///
/// # Errors
///
/// A [`Problem`] that says where the first one is.
pub fn printable(text: &str) -> Result<(), Problem> {
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let Some((place, found)) = text.chars().enumerate().find(|(_, c)| control(c)) else { return Ok(()) };
    Err(Problem::new(
        format!("character {} is the control character U+{:04X}", place + 1, u32::from(found)),
        "remove it: kustomize refuses manifests with control characters",
    ))
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn refuses_control_characters() {
        assert!(printable("a\tb\r\nc é \u{a0}").is_ok());
        for text in ["\0", "a\u{1b}[0m", "\u{7f}", "\u{85}", "\u{9f}"] {
            assert!(printable(text).is_err(), "{text:?}");
        }
    }
}
