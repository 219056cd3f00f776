//! Words of a Dockerfile and exec forms.

use serde_json::Value;

/// Tells whether text can stand in an instruction unchanged: it has no control character but tabs.
pub fn is_writable(text: &str) -> bool {
    !text.contains(is_lost)
}

/// Writes text as one word: bare if it can be, else between double quotes.
///
/// Most instructions expand `$NAME`, and a backslash takes that
/// [from `$`, `"` and itself](https://docs.docker.com/reference/dockerfile/#environment-replacement).
pub(super) fn word(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_bare) {
        return text.to_owned();
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '$' | '\\' => out.extend(['\\', c]),
            c if is_lost(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes words as an exec form such as `["npm", "start"]`, which can say any text.
pub(super) fn exec(words: &[String]) -> String {
    let words: Vec<_> = words.iter().map(|word| Value::from(word.as_str()).to_string()).collect();
    format!("[{}]", words.join(", "))
}

/// Writes paths for `COPY`, in the exec form where one could be read as something else.
///
/// Both forms are expanded and unquoted after they have been split.
pub(super) fn paths(paths: &[String]) -> String {
    let paths: Vec<_> = paths.iter().map(|path| escape(path)).collect();
    let plain = |path: &String| {
        path.starts_with(is_bare) && !path.starts_with("--") && !path.contains(char::is_whitespace)
    };
    if paths.iter().all(plain) {
        return paths.join(" ");
    }
    exec(&paths)
}

fn escape(path: &str) -> String {
    let mut out = String::new();
    for c in path.chars() {
        if matches!(c, '"' | '\'' | '$' | '\\') {
            out.push('\\');
        }
        out.push(if is_lost(c) { ' ' } else { c });
    }
    out
}

fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_./:@%+,*?-".contains(c)
}

/// Tells whether a line cannot hold a character.
pub(super) fn is_lost(c: char) -> bool {
    c.is_control() && c != '\t'
}
