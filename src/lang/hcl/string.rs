//! Quoted strings: text in, text that Terraform reads back unchanged out.

/// Writes text as a literal string in quotes.
pub(super) fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    write_escaped(text, out);
    out.push('"');
}

/// Writes text as it stands inside of a quoted template.
///
/// A `${` or `%{` is doubled whatever stands before it, which is how Terraform
/// reads `$$${`; see the
/// [HCL specification](https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-literals).
pub(super) fn write_escaped(text: &str, out: &mut String) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -./:_".contains(&byte)) {
        out.push_str(text);
        return;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if chars.peek() == Some(&'{') => out.extend([c, c]),
            c if c.is_control() => {
                let code = format!("\\u{:04x}", u32::from(c));
                out.push_str(&code);
            }
            c => out.push(c),
        }
    }
}

/// Writes a literal and the interpolation that follows it.
///
/// A `$` right before `${` would escape it, so it is said as `\u0024`.
pub(super) fn write_interpolated(literal: &str, code: &str, out: &mut String) {
    match literal.strip_suffix('$') {
        Some(start) => {
            write_escaped(start, out);
            *out += "\\u0024";
        }
        None => write_escaped(literal, out),
    }
    out.extend(["${", code, "}"]);
}

/// Tells whether text may stand as a bare object key.
///
/// Only ASCII counts, since readers differ in their Unicode tables; words that
/// mean something in an expression are not bare.
pub(super) fn is_bare_key(text: &str) -> bool {
    const RESERVED: [&str; 9] = ["else", "endfor", "endif", "false", "for", "if", "in", "null", "true"];
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && !RESERVED.contains(&text)
}
