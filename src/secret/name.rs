//! Names that say that their value is a secret.

use crate::span::Span;

/// How such names end, after an underscore or alone.
const ENDINGS: &[&str] = &[
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PASS",
    "TOKEN",
    "SECRET",
    "API_KEY",
    "APIKEY",
    "SECRET_KEY",
    "PRIVATE_KEY",
    "ACCESS_KEY",
];

/// Keys of the language that end like this and hold names.
const LANGUAGE: &[&str] = &["secret", "pull_secret"];

/// Whether a variable is named as a secret, and has a value that can be one.
pub fn is_password(name: &str, value: &str) -> bool {
    is_secret_name(name)
        && !["", "true", "false", "yes", "no"].iter().any(|switch| value.eq_ignore_ascii_case(switch))
}

/// Whether a variable is named as a secret.
pub fn is_secret_name(name: &str) -> bool {
    let upper = name.to_ascii_uppercase().replace(['-', '.'], "_");
    let named = ENDINGS.iter().any(|ending| {
        upper.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    });
    // PGPASSWORD and the like; ALLOW_EMPTY_PASSWORD is a switch.
    named || upper.ends_with("PASSWORD")
}

/// Where a text gives a value to what is named as a secret, or to the option of a login.
///
/// Goes on behind what it finds, so that no character is looked at more than a few times.
pub fn written_passwords(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices('=') {
        if found.last().is_none_or(|last| last.end <= at) {
            found.extend(written(text, at));
        }
    }
    found.extend(logins(text));
    found
}

/// The passwords of commands such as `docker login`.
fn logins(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut end = 0;
    for (login, _) in text.match_indices(" login ") {
        if login < end {
            continue;
        }
        let command = text.get(login..).map(first_command).unwrap_or_default();
        end = login + command.len();
        for option in [" -p ", " --password "] {
            for (at, _) in command.match_indices(option) {
                let start = login + at + option.len();
                let value = text.get(start..).unwrap_or_default();
                let value = value.split([' ', '\n', '\\', '"', '\'']).next().unwrap_or_default();
                let is_value = !value.is_empty() && !value.starts_with(['$', '-']);
                found.extend(is_value.then_some(Span { start, end: start + value.len() }));
            }
        }
    }
    found
}

/// A script up to where its first command ends: behind a backslash it goes on in the next line, and in TOML `\n` ends the line too.
fn first_command(script: &str) -> &str {
    let goes_on = |at: usize| script.get(..at).is_some_and(|before| before.ends_with('\\'));
    let mut ends = script.match_indices(['\n', ';', '&', '|']).map(|(at, _)| at);
    let command = ends.find(|at| !goes_on(*at)).and_then(|at| script.get(..at)).unwrap_or(script);
    command.split("\\n").next().unwrap_or_default()
}

fn written(text: &str, equals: usize) -> Option<Span> {
    let blank = [' ', '\t'];
    let before = text.get(..equals)?.trim_end_matches(blank).trim_end_matches(['"', '\'']);
    let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let name = before.get(start.map_or(0, |start| before.ceil_char_boundary(start + 1))..)?;
    let after = text.get(equals + 1..)?;
    // `==` compares.
    if LANGUAGE.contains(&name) || !is_secret_name(name) || after.starts_with('=') {
        return None;
    }
    let value = after.trim_start_matches(blank);
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = quote.and_then(|quote| value.strip_prefix(quote)).unwrap_or(value);
    let ends = |c: char| match quote {
        Some(quote) => c == quote || c == '\n',
        None => c.is_whitespace() || matches!(c, ',' | '{' | '[' | '}'),
    };
    let length = value.find(ends).unwrap_or(value.len());
    let start = text.len() - value.len();
    is_password(name, value.get(..length)?).then_some(Span { start, end: start + length })
}

#[cfg(test)]
mod tests {
    use super::{is_password, written_passwords};

    #[test]
    fn knows_names_of_secrets() {
        for name in ["DB_PASSWORD", "password", "PGPASSWORD", "api-key", "NPM_TOKEN", "AWS_SECRET_ACCESS_KEY"]
        {
            assert!(is_password(name, "x"), "{name}");
        }
        for name in ["PASSWORD_FILE", "TOKEN_URL", "BYPASS", "KEY", "TOKENS", "SECRETARY"] {
            assert!(!is_password(name, "x"), "{name}");
        }
        assert!(!is_password("ALLOW_EMPTY_PASSWORD", "Yes"));
    }

    #[test]
    fn finds_values_of_a_login() {
        let text = "docker login -u a -p hunter2 b\nhelm registry login --password=x\nmkdir -p a\ndocker login -p $X";
        let found: Vec<_> =
            written_passwords(text).iter().filter_map(|span| text.get(span.start..span.end)).collect();
        assert_eq!(found, ["x", "hunter2"]);
    }

    #[test]
    fn a_login_is_one_command() {
        for text in [
            "docker login --password-stdin && docker run -p 80:80 web",
            "docker login ghcr.io; docker run -p 80:80 web",
            "docker login ghcr.io\\ndocker run -p 80:80 web",
        ] {
            assert_eq!(written_passwords(text), [], "{text}");
        }
        assert_eq!(written_passwords("docker login \\\n  -u a \\\n  -p hunter2").len(), 1);
    }

    #[test]
    fn a_comparison_gives_no_value() {
        assert_eq!(written_passwords("[[ \"$TOKEN\" == x ]]"), []);
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        for piece in ["A=", "A_TOKEN=", "docker login -p x ", " login "] {
            written_passwords(&piece.repeat(1_000_000 / piece.len()));
        }
    }

    #[test]
    fn finds_values_in_a_file() {
        let text = "a = { \"DB_PASSWORD\" = \"p=q\", T = { secret = \"db\" } }\nX_TOKEN=12\nÄTOKEN = 'x'\nPASSWORD = { }";
        let found: Vec<_> =
            written_passwords(text).iter().filter_map(|span| text.get(span.start..span.end)).collect();
        assert_eq!(found, ["p=q", "12", "x"]);
    }
}
