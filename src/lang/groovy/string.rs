//! String literals of Groovy without interpolation.

/// Quotes text in single quotes, on one line.
pub(super) fn quote(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'\\')) {
        return format!("'{text}'");
    }
    let text = escape(text).replace('\'', "\\'").replace('\n', "\\n");
    format!("'{}'", text.replace('\t', "\\t"))
}

/// Escapes text for the inside of double quotes.
pub(super) fn escape_template(text: &str) -> String {
    let text = escape(text).replace('"', "\\\"").replace('$', "\\$").replace('\n', "\\n");
    text.replace('\t', "\\t")
}

/// Escapes text for the inside of a `'''` literal that does not end in a quote.
pub(super) fn escape_block(text: &str) -> String {
    let text = escape(text);
    if text.contains('\'') { text.replace("'''", "\\'\\'\\'") } else { text }
}

/// Escapes what neither kind of literal may hold; see the
/// [Groovy syntax](https://groovy-lang.org/syntax.html#_escaping_special_characters).
///
/// Controls are octal, since Groovy turns `\u0001` into the very character
/// before it looks for tokens, and refuses some there.
fn escape(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'[' | b']'..=b'~' | b'\n' | b'\t')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\r' => out.push_str("\\r"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {
                let code = format!("\\{:03o}", u32::from(c));
                out.push_str(&code);
            }
            c => out.push(c),
        }
    }
    out
}
