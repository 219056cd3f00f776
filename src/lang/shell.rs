//! Words of a POSIX shell command line.

/// Quotes text as one word; text that no shell reads otherwise stays bare.
///
/// Everything between single quotes is literal, see the
/// [POSIX shell](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02).
/// A NUL cannot be in a word at all: the caller must not pass one.
pub fn quote(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_bare) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Quotes words and joins them to one command line.
pub fn join<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| quote(word.as_ref())).collect();
    words.join(" ")
}

fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_./:=@%+,-".contains(c)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words() {
        for (text, expected) in [
            ("", "''"),
            ("a/b.c:1@x=y,z", "a/b.c:1@x=y,z"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$HOME", "'$HOME'"),
            ("~", "'~'"),
            ("é", "'é'"),
        ] {
            assert_eq!(quote(text), expected);
        }
        assert_eq!(join(["a", "b c", ""]), "a 'b c' ''");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn sh_reads_words_back(words in prop::collection::vec(r#"[a-z'"\\$`!*?~#&|;<>(){}\[\] \t\n\r%é=-]{0,12}|[^\x00]{0,4}"#, 1..5)) {
            let script = format!("printf '%s\\0' {}", join(&words));
            let output = Command::new("sh").args(["-c", &script]).output().unwrap();
            let expected = words.join("\0") + "\0";
            prop_assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        }
    }
}
