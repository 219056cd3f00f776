//! Secrets in the files that are there, as YAML, Groovy and Dockerfiles write them.

use crate::span::Span;
use crate::value::{is_password, mask, mask_places};

/// The same text with stars in the place of what looks like a secret; line breaks stay.
pub fn masked(text: &str) -> String {
    let mut places = Vec::new();
    let mut secret = Secret::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let hidden = secret.value(line).or_else(|| value(line)).or_else(|| secret.named_value(line));
        let hidden = hidden.or_else(|| option(line));
        if let Some((from, to)) = hidden {
            places.push(Span { start: start + from, end: start + to });
        }
        start += line.len();
    }
    mask_places(&mask(text), places)
}

/// `key: value` or `NAME value`, if the name says that the value is a secret: the place of the value.
fn value(line: &str) -> Option<(usize, usize)> {
    let colon =
        line.find(':').filter(|at| line.get(at + 1..).is_some_and(|rest| rest.starts_with([' ', '\t'])));
    let at = match colon {
        Some(at) => at,
        None => instruction(line)?,
    };
    let name = line.get(..at)?.trim().trim_start_matches("- ").trim_matches(['"', '\'']);
    let name = name.rsplit([' ', ',', '(', '[']).next()?;
    let (from, to) = rest(line, at + 1)?;
    is_password(name, line.get(from..to)?).then_some((from, to))
}

/// The space behind the name in `ENV NAME value`.
fn instruction(line: &str) -> Option<usize> {
    let trimmed = line.trim_start();
    let start = line.len() - trimmed.len();
    let keyword = trimmed
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("env ") || word.eq_ignore_ascii_case("arg "))?;
    let name = trimmed.get(keyword.len()..)?;
    Some(start + keyword.len() + name.find(' ')?)
}

/// The value from some byte to the end of its line.
fn rest(line: &str, from: usize) -> Option<(usize, usize)> {
    let after = line.get(from..)?;
    let value = after.trim_start();
    let start = from + after.len() - value.len();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote.and_then(|quote| value.get(1..)?.find(quote)) {
        Some(end) => start + end + 2,
        None => start + value.trim_end().len(),
    };
    (end > start).then_some((start, end))
}

/// The value of an option of a command, as in `--password hunter2`; a variable is no value.
fn option(line: &str) -> Option<(usize, usize)> {
    let short = line.contains("docker login").then_some(" -p ");
    let options = ["--password ", "--token ", "--secret "].into_iter().chain(short);
    let start = options.filter_map(|option| Some(line.find(option)? + option.len())).min()?;
    let word = line.get(start..)?.split([' ', '\'', '"', '\n']).next()?;
    (!word.is_empty() && !word.starts_with(['$', '-', '<'])).then_some((start, start + word.len()))
}

/// Where in a manifest the lines are.
#[derive(Default)]
struct Secret {
    /// Within a Secret.
    within: bool,
    /// The indent of its data, while the lines are within.
    data: Option<usize>,
    /// Whether the entry before named a secret.
    named: bool,
}

impl Secret {
    /// The value of a line of a Secret's data.
    fn value(&mut self, line: &str) -> Option<(usize, usize)> {
        let trimmed = line.trim_end();
        let indent = trimmed.len() - trimmed.trim_start().len();
        if trimmed == "---" {
            *self = Self::default();
        }
        let words = trimmed.trim_start();
        // The kind may stand behind the data, which is then found by the names of its keys only.
        if words.starts_with("kind:") {
            self.within =
                words.get(5..).is_some_and(|kind| kind.trim().trim_matches(['"', '\'']) == "Secret");
        }
        if self.data.is_some_and(|data| indent <= data && !words.is_empty()) {
            self.data = None;
        }
        if self.within && matches!(words, "data:" | "stringData:") {
            self.data = Some(indent);
            return None;
        }
        self.data.filter(|_| !words.is_empty())?;
        let key = words.find(": ").map_or(0, |at| at + 1);
        let is_key = words.ends_with(':') && !words.contains(' ');
        if is_key { None } else { rest(line, indent + key) }
    }

    /// The value behind a `name: DB_PASSWORD`, as in `env`.
    fn named_value(&mut self, line: &str) -> Option<(usize, usize)> {
        let words = line.trim().trim_start_matches("- ");
        if let Some(name) = words.strip_prefix("name:") {
            self.named = is_password(name.trim().trim_matches(['"', '\'']), "x");
            return None;
        }
        let was_named = std::mem::take(&mut self.named);
        words.strip_prefix("value:").filter(|_| was_named)?;
        rest(line, line.find("value:")? + "value:".len())
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn values_of_secrets_are_stars_in_every_language() {
        for (text, shown) in [
            ("password: hunter2\n", "password: *******\n"),
            ("- name: DB_PASSWORD\n  value: \"hunter2\"\n", "- name: DB_PASSWORD\n  value: *********\n"),
            ("kind: Secret\ndata:\n  a: aHVudGVy\n", "kind: Secret\ndata:\n  a: ********\n"),
            (
                "kind: Secret\nstringData:\n  a: |\n    two\n    lines\ntype: x\n",
                "kind: Secret\nstringData:\n  a: *\n    ***\n    *****\ntype: x\n",
            ),
            ("sh 'docker login -u me -p hunter2'\n", "sh 'docker login -u me -p *******'\n"),
            ("docker login -p $TOKEN\n", "docker login -p $TOKEN\n"),
            ("ENV DB_PASSWORD hunter2\n", "ENV DB_PASSWORD *******\n"),
            ("password = \"hunter2\"\n", "password = \"*******\"\n"),
            ("name: DB_PASSWORD\nother: x\nvalue: y\n", "name: DB_PASSWORD\nother: x\nvalue: y\n"),
            ("kind: ConfigMap\ndata:\n  a: b\n", "kind: ConfigMap\ndata:\n  a: b\n"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
