//! Values that can be secrets, and those that only say something about one.

/// Words that set something, in place of a secret.
const SWITCHES: &[&str] = &[
    "0",
    "1",
    "always",
    "auto",
    "default",
    "disable",
    "disabled",
    "enable",
    "enabled",
    "false",
    "never",
    "nil",
    "no",
    "none",
    "null",
    "off",
    "on",
    "optional",
    "required",
    "true",
    "undefined",
    "yes",
];

/// How a value begins that names the place of a secret.
const PLACES: &[&str] =
    &["arn:", "env:", "file:", "gcp-sm:", "op://", "projects/", "secretsmanager:", "ssm:", "vault:"];

/// Whether a value may be a secret, and is none that is known to be harmless: a switch, a reference, a path or a URL.
pub(super) fn can_be_secret(value: &str) -> bool {
    let value = value.trim();
    let is_place = PLACES.iter().any(|place| value.starts_with(place)) || value.contains("://");
    !value.is_empty() && !is_switch(value) && !is_place && !is_reference(value) && !is_path(value)
}

/// Whether a value only says yes or no, or nothing.
pub(super) fn is_switch(value: &str) -> bool {
    SWITCHES.iter().any(|switch| value.eq_ignore_ascii_case(switch))
}

/// Whether a value is filled in by somebody else: a variable, a template, or a place that is marked for a reader.
pub(super) fn is_reference(value: &str) -> bool {
    let begins = ["$(", "${", "{{", "{%", "<", "%(", "%s", "%{", "#{", "`", "[[", "@@"];
    let holds = [("$(", ")"), ("${", "}"), ("{{", "}}"), ("#{", "}")];
    let is_whole = |(open, close): &(&str, &str)| {
        value.split_once(open).is_some_and(|(_, inside)| inside.contains(close))
    };
    let is_wrapped = [('%', '%'), ('@', '@'), ('{', '}'), ('[', ']')].iter().any(|(open, close)| {
        let inside = value.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close));
        inside.is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        })
    });
    let is_hidden = !value.is_empty() && (value.chars().all(|c| matches!(c, '*' | '.' | '…')));
    value.is_empty()
        || begins.iter().any(|sign| value.starts_with(sign))
        || holds.iter().any(is_whole)
        || is_variable(value)
        || is_wrapped
        || is_hidden
}

/// `$NAME`, and nothing else; a name with small letters may be a password that begins with `$`.
fn is_variable(value: &str) -> bool {
    let Some(name) = value.strip_prefix('$') else { return false };
    !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// A path of a file or of a URL; what is random between its slashes is none.
fn is_path(value: &str) -> bool {
    let begins = ["/", "./", "../", "~/", "C:\\"].iter().any(|sign| value.starts_with(sign));
    let is_written = value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '\\' | ':'));
    let is_deep = value.matches(['/', '\\']).count() > 1 || !value.contains(|c: char| c.is_ascii_digit());
    begins && is_written && is_deep && !looks_random(value)
}

/// Whether a word of sixteen characters or more in it has letters and digits without order.
pub(super) fn looks_random(value: &str) -> bool {
    value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        let kind = |c: &u8| (c.is_ascii_digit(), c.is_ascii_uppercase());
        let changes = word.as_bytes().windows(2);
        let changes = changes.filter(|pair| pair.first().map(kind) != pair.last().map(kind)).count();
        let has_both =
            word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_ascii_alphabetic());
        word.len() >= 16 && has_both && changes * 4 >= word.len()
    })
}

/// Whether a value is a number, or words of letters alone: a setting.
pub(super) fn is_setting(value: &str) -> bool {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let is_duration = value.trim_end_matches(['s', 'm', 'h', 'd']).bytes().all(|byte| byte.is_ascii_digit());
    let is_words = value.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | ' ' | ',' | '.'));
    is_number || is_duration || is_words && value.len() <= 40
}

#[cfg(test)]
mod tests {
    use super::{can_be_secret, looks_random};

    #[test]
    fn what_only_says_where_a_secret_is_is_none() {
        for value in [
            "$(DB_PASSWORD)",
            "${DB_PASSWORD}",
            "$DB_PASSWORD",
            "admin:$(PASS)",
            "{{ .Values.password }}",
            "<password>",
            "%PASSWORD%",
            "****",
            "/var/run/token",
            "./token",
            "/token",
            "https://issuer/token",
            "vault:secret/db",
            "arn:aws:secretsmanager:eu-west-1:1:secret:x",
            "enabled",
            "1",
            "None",
            "{password}",
            "",
        ] {
            assert!(!can_be_secret(value), "{value}");
        }
        for value in
            ["hunter2", "$ecret", "0123", "/x9Kq2Lm4Pz7Rt1Vw8/b", "pass word", "a.b", "/hunter2", "{a,b}c"]
        {
            assert!(can_be_secret(value), "{value}");
        }
    }

    #[test]
    fn random_words_are_told_from_others() {
        assert!(looks_random("9f86d081884c7d659a2feaa0") && looks_random("a1B2c3D4e5F6g7H8"));
        assert!(!looks_random("npm-v2-linux-x64-node18") && !looks_random("orders/eu-west-1/created"));
    }
}
