//! Text that every target takes.

use super::Problem;

/// Checks that a text holds no control characters but tab and line breaks.
///
/// No argument of a process can hold a NUL, and kubectl's kustomize refuses the others also when escaped.
///
/// Source: <https://yaml.org/spec/1.2.2/#51-character-set>
///
/// # Errors
///
/// A [`Problem`] that says where the first one is.
pub fn printable(text: &str) -> Result<(), Problem> {
    without(text, |c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Checks that a text, which may be empty, has no line break and no other control character.
///
/// # Errors
///
/// A [`Problem`] that says where the first one is.
pub fn one_line(text: &str) -> Result<(), Problem> {
    without(text, char::is_control)
}

/// Checks that a text has no control character and is not empty.
///
/// # Errors
///
/// A [`Problem`] that says where the first control character is, or that there is no text.
pub fn printable_line(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new("the text is empty", "write it on one line"));
    }
    one_line(text)
}

fn without(text: &str, refused: fn(char) -> bool) -> Result<(), Problem> {
    let Some((place, found)) = text.chars().enumerate().find(|(_, c)| refused(*c)) else { return Ok(()) };
    let name = match found {
        '\n' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        '\r' => "a carriage return".to_owned(),
        _ => format!("the control character U+{:04X}", u32::from(found)),
    };
    Err(Problem::new(format!("character {} is {name}", place + 1), "remove it"))
}

#[cfg(test)]
mod tests {
    use super::{one_line, printable, printable_line};

    #[test]
    fn refuses_control_characters() {
        assert!(printable("a\tb\r\nc é \u{a0}").is_ok());
        for text in ["\0", "a\u{1b}[0m", "\u{7f}", "\u{85}", "\u{9f}"] {
            assert!(printable(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_line_holds_no_line_break() {
        assert!(printable_line("é b").is_ok() && one_line("é b").is_ok());
        for text in ["a\nb", "a\r", "\ta", "a\0"] {
            assert!(printable_line(text).is_err() && one_line(text).is_err(), "{text:?}");
        }
        assert!(one_line("").is_ok() && printable_line(" ").is_err());
    }
}
