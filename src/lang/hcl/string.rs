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
    let is_special = |byte: u8| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'$' | b'%' | b'\\');
    let mut rest = text;
    while let Some((plain, special)) =
        rest.bytes().position(is_special).and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut chars = special.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if rest.starts_with('{') => out.extend([c, c]),
            c if c.is_control() => {
                let code = format!("\\u{:04x}", u32::from(c));
                out.push_str(&code);
            }
            c => out.push(c),
        }
    }
    out.push_str(rest);
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
