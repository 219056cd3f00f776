//! Lines, how far they are indented, and what their escapes mean.

/// A text as TOML and JSON mean it that is written with escapes.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        out += before;
        let escape = behind.chars().next();
        let digits = match escape {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let code = behind.get(1..=digits).filter(|_| digits > 0);
        let meant = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match (meant, escape) {
            (Some(meant), _) => out.push(meant),
            (None, Some('n')) => out.push('\n'),
            (None, Some('t')) => out.push('\t'),
            (None, Some('r')) => out.push('\r'),
            (None, Some(c)) => out.push(c),
            (None, None) => out.push('\\'),
        }
        let length = if meant.is_some() { 1 + digits } else { escape.map_or(0, char::len_utf8) };
        rest = behind.get(length..).unwrap_or_default();
    }
    out + rest
}

/// The lines of a text with their breaks, and the byte at which each begins.
pub(super) fn lines(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    let start = move |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    text.split_inclusive('\n').map(move |line| (start(line), line))
}

/// How far a line is indented, in bytes; a tab is one.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
