//! Passwords that do not stand right behind their names: on the line below, or in another entry.

use super::is_password;
use super::value::can_be_secret;
use super::written::{name, value_at};
use crate::span::Span;

/// Entries beside `name` that give the value: of Kubernetes' `env`, and of parameters of Jenkins.
///
/// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>,
/// <https://www.jenkins.io/doc/book/pipeline/syntax/#parameters>
const VALUES: &[&str] = &["defaultValue", "default", "value"];

/// The value of what is named on the line above, or in the entry before; `colon` ends its key.
pub(super) fn password(text: &str, colon: usize) -> Option<Span> {
    below(text, colon).or_else(|| beside(text, colon))
}

/// What stands alone on the line below `NAME:`, also as a block.
fn below(text: &str, colon: usize) -> Option<Span> {
    let name = name(text.get(..colon)?).filter(|name| name.begins_line && !name.is_variable)?;
    let behind = text.get(colon + 1..)?;
    let sign = behind.trim_start_matches([' ', '\t']);
    let is_block = sign.starts_with(['|', '>']);
    let rest = sign.trim_start_matches(['|', '>', '-', '+', ' ', '\t', '\r']).strip_prefix('\n')?;
    let line = rest.split('\n').next()?;
    let value = line.trim();
    let is_deeper = line.starts_with([' ', '\t']);
    let is_alone =
        is_block || !value.contains(": ") && !value.ends_with(':') && !value.starts_with(['-', '[', '{']);
    let start = text.len() - rest.len() + (line.len() - line.trim_start().len());
    let written = value.trim_matches(['"', '\'']);
    (is_deeper && is_alone && is_password(name.text, written))
        .then_some(Span { start, end: start + value.len() })
}

/// What `value:` says after `name: NAME`.
fn beside(text: &str, colon: usize) -> Option<Span> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let quotes = ['"', '\'', ' ', '\t'];
    let key = text.get(..colon)?.trim_end_matches(quotes);
    let before = VALUES.iter().find_map(|word| key.strip_suffix(word))?;
    let named = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ','));
    let length: usize = named.chars().rev().take_while(|c| is_word(*c)).count();
    let (before, name) = named.split_at_checked(named.len() - length)?;
    let before = before.trim_end_matches(quotes).strip_suffix(':')?.trim_end_matches(quotes);
    let call = before.strip_suffix("name").filter(|call| !call.ends_with(is_word))?;
    let value = value_at(text, colon + 1, |c| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ')'))?;
    let written = text.get(value.span.start..value.span.end)?;
    // Jenkins' parameter of this kind is one whatever its name.
    let is_one = call.ends_with("password(") && can_be_secret(written) || is_password(name, written);
    (is_one && !value.is_code(name, written)).then_some(value.span)
}

#[cfg(test)]
mod tests {
    use super::super::written_passwords;

    fn found(text: &str) -> Vec<&str> {
        written_passwords(text).iter().filter_map(|span| text.get(span.start..span.end)).collect()
    }

    #[test]
    fn finds_what_stands_below_its_name_or_beside_it() {
        for text in [
            "password:\n  hunter2",
            "a:\n  password: |\n    hunter2\n  b: 1",
            "password: >-\n  hunter2\n",
            "- name: DB_PASSWORD\n  value: hunter2",
            "- name: \"DB_PASSWORD\"\n  value: \"hunter2\"",
            "[{\"name\": \"DB_PASSWORD\", \"value\": \"hunter2\"}]",
            "string(name: 'DB_PASSWORD', defaultValue: 'hunter2')",
            "password(name: 'X', defaultValue: 'hunter2', description: 'x')",
        ] {
            assert_eq!(found(text), ["hunter2"], "{text}");
        }
    }

    #[test]
    fn another_name_is_none() {
        for text in [
            "password:\n  secretKeyRef:\n    name: db",
            "password:\nhunter2: 1",
            "tokens:\n  - a",
            "password:\n  $DB",
            "- name: MODE\n  value: dark",
            "- name: DB_PASSWORD\n  valueFrom: x",
            "- name: DB_PASSWORD\n  value: $(DB)",
            "string(name: 'MODE', defaultValue: 'dark')",
            "password(name: 'X', defaultValue: '', description: 'x')",
            "string(name: 'DB_PASSWORD', defaultValue: env.X)",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
