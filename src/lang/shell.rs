//! Words of a POSIX shell command line, and what the commands of a script are.

mod read;

pub use read::{here_documents, shell_commands};

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

/// Breaks lines that are too long, between words, with a backslash; a line that cannot be broken stays.
///
/// A script whose quotes reach over a line break stays as it is.
pub fn wrap(script: &str, width: usize) -> String {
    let lines: Option<Vec<_>> = script.split('\n').map(|line| wrap_line(line, width)).collect();
    lines.map_or_else(|| script.to_owned(), |lines| lines.join("\n"))
}

/// `None` where a quote stays open.
fn wrap_line(line: &str, width: usize) -> Option<String> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'"' | b'\\');
    if line.len() <= width && line.bytes().all(is_plain) {
        return Some(line.to_owned());
    }
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let text = line.trim_start();
    let (mut quote, mut words, mut start) = (None, Vec::new(), 0);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, ' ') => {
                words.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            (None | Some('"'), '\\') => drop(chars.next()),
            _ => {}
        }
    }
    words.push(text.get(start..).unwrap_or_default());
    if quote.is_some() {
        return None;
    }
    let mut out = " ".repeat(indent);
    let mut length = indent;
    for (index, word) in words.iter().enumerate() {
        let size = word.chars().count();
        // What ends a line already ends this one.
        if index > 0 && length + 1 + size > width && *word != "\\" {
            out += " \\\n";
            out += &" ".repeat(indent + 4);
            length = indent + 4;
        } else if index > 0 {
            out.push(' ');
            length += 1;
        }
        out += word;
        length += size;
    }
    Some(out)
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

    #[test]
    fn long_lines_break_between_words() {
        let wrapped = wrap("    echo 'a b' \"c $(d e)\" f\\ g h \\\n    i", 18);
        assert_eq!(wrapped, "    echo 'a b' \\\n        \"c $(d e)\" \\\n        f\\ g h \\\n    i");
        assert_eq!(wrap("echo 'a\nb' c d e f g", 8), "echo 'a\nb' c d e f g");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn sh_reads_words_back(words in prop::collection::vec(r#"[a-z'"\\$`!*?~#&|;<>(){}\[\] \t\n\r%é=-]{0,12}|[^\x00]{0,4}"#, 1..5)) {
            let script = format!("printf '%s\\0' {}", join(&words));
            let output = Command::new("sh").args(["-c", &wrap(&script, 12)]).output().unwrap();
            let expected = words.join("\0") + "\0";
            prop_assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        }
    }
}
