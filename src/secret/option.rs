//! Passwords on command lines: options of programs, words behind a name, what is piped into a login.

use super::is_secret_name;
use super::value::{can_be_secret, is_reference};
use crate::span::Span;

/// An option that gives a program a secret.
struct Secret {
    /// The words that say which program: its name, and a command of it.
    program: &'static [&'static str],
    option: &'static str,
    /// Whether the value is the next word; else it is glued to the option.
    is_next: bool,
    /// What stands between the user and the password.
    behind: &'static str,
}

const fn secret(
    program: &'static [&'static str],
    option: &'static str,
    is_next: bool,
    behind: &'static str,
) -> Secret {
    Secret { program, option, is_next, behind }
}

/// Short options; the long ones are known by their names.
///
/// Sources: the help of each program.
const OPTIONS: &[Secret] = &[
    secret(&["login"], "-p", true, ""),
    secret(&["login"], "-p", false, ""),
    secret(&["curl"], "-u", true, ":"),
    secret(&["curl"], "-u", false, ":"),
    secret(&["curl"], "--user", true, ":"),
    secret(&["curl"], "--proxy-user", true, ":"),
    secret(&["http"], "-a", true, ":"),
    secret(&["mysql"], "-p", false, ""),
    secret(&["mysqldump"], "-p", false, ""),
    secret(&["mysqladmin"], "-p", false, ""),
    secret(&["mariadb"], "-p", false, ""),
    secret(&["mariadb-dump"], "-p", false, ""),
    secret(&["mongo"], "-p", true, ""),
    secret(&["mongosh"], "-p", true, ""),
    secret(&["mongodump"], "-p", true, ""),
    secret(&["mongorestore"], "-p", true, ""),
    secret(&["redis-cli"], "-a", true, ""),
    secret(&["sshpass"], "-p", true, ""),
    secret(&["sshpass"], "-p", false, ""),
    secret(&["sqlcmd"], "-P", true, ""),
    secret(&["ldapsearch"], "-w", true, ""),
    secret(&["ldapadd"], "-w", true, ""),
    secret(&["ldapmodify"], "-w", true, ""),
    secret(&["keytool"], "-storepass", true, ""),
    secret(&["keytool"], "-keypass", true, ""),
    secret(&["jarsigner"], "-storepass", true, ""),
    secret(&["openssl"], "-passin", true, "pass:"),
    secret(&["openssl"], "-passout", true, "pass:"),
    secret(&["openssl"], "-pass", true, "pass:"),
    secret(&["openssl"], "-k", true, ""),
    secret(&["zip"], "-P", true, ""),
    secret(&["unzip"], "-P", true, ""),
    secret(&["7z"], "-p", false, ""),
    secret(&["smbclient"], "-U", true, "%"),
    secret(&["doctl", "init"], "-t", true, ""),
];

/// Commands whose argument is a secret: the program, its command, and how many arguments stand before.
const PLACES: &[([&str; 2], usize)] = &[
    (["rabbitmqctl", "add_user"], 1),
    (["rabbitmqctl", "change_password"], 1),
    (["vault", "login"], 0),
    (["snyk", "auth"], 0),
];

/// Words whose next word is the value of what the word after them names: `aws configure set NAME VALUE`.
const SETTERS: &[&str] = &["set", "config", "ENV", "SET"];

/// Names that a blank separates from their value, in the files of Redis and in `.netrc`.
const SEPARATED: &[&str] = &["masterauth", "requirepass", "--requirepass", "--masterauth"];

/// How a program says that its secret comes from standard input.
const STANDARD_INPUT: &[&str] =
    &["--password-stdin", "--with-token", "--token-stdin", "--stdin", "chpasswd", "sudo"];

/// Where a text hands a password to a program.
pub(super) fn passwords(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before: Vec<Word<'_>> = Vec::new();
    for (start, command, is_piped) in commands(text) {
        let words = words(start, command);
        for at in 0..words.len() {
            found.extend(
                words.get(at..).and_then(|rest| at_word(rest, words.get(..at).unwrap_or_default(), &before)),
            );
        }
        if is_piped && words.iter().any(|word| STANDARD_INPUT.contains(&word.text)) {
            found.extend(piped(&before));
        }
        found.extend(options(&words));
        before = words;
    }
    found.retain(|span| text.get(span.start..span.end).is_some_and(is_written));
    found
}

/// Which items of a list of words are the passwords of the options before them.
pub fn passwords_of_list(items: &[&str]) -> Vec<usize> {
    let is_password = |pair: &[&str]| {
        let [option, value] = pair else { return false };
        let is_option = option.starts_with('-') && is_secret_name(option.trim_start_matches('-'))
            || SEPARATED.contains(option);
        is_option && is_written(value)
    };
    let pairs = items.windows(2).enumerate();
    pairs.filter(|(_, pair)| is_password(pair)).map(|(at, _)| at + 1).collect()
}

/// Whether a word is a password, and not another option, a variable or a command.
fn is_written(word: &str) -> bool {
    let has_letter = word.contains(char::is_alphanumeric);
    has_letter
        && !word.starts_with(['$', '-', '<', '(', '{', '`', '>', '|'])
        && can_be_secret(word)
        && !is_reference(word)
}

/// A word of a command, without its quotes.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
}

impl Word<'_> {
    /// What stands behind some bytes of it.
    fn behind(&self, length: usize) -> Span {
        Span { start: self.start + length, end: self.start + self.text.len() }
    }
}

/// The commands of a text, and whether each reads what the one before prints.
///
/// Behind a backslash a command goes on in the next line, and in TOML `\n` ends the line too.
fn commands(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut start = 0;
    let mut is_piped = false;
    let mut ends = text.match_indices(['\n', ';', '&', '|', '\\']).filter(|(at, sign)| {
        let goes_on = text.get(..*at).is_some_and(|before| before.trim_end_matches('\r').ends_with('\\'));
        if *sign == "\\" { text.get(at + 1..).is_some_and(|rest| rest.starts_with('n')) } else { !goes_on }
    });
    std::iter::from_fn(move || {
        (start <= text.len()).then_some(())?;
        let (end, sign) = ends.next().unwrap_or((text.len(), ""));
        let command = text.get(start..end).unwrap_or_default();
        let item = (start, command, is_piped);
        is_piped = sign == "|" && !command.is_empty();
        start = end + if sign == "\\" { 2 } else { 1 };
        Some(item)
    })
}

/// The words of a command; a quoted word may hold blanks.
fn words(start: usize, command: &str) -> Vec<Word<'_>> {
    let quotes: &[char] = &['"', '\'', '\\', '(', '[', ','];
    let closing: &[char] = &['"', '\'', '\\', ')', ']', ',', '`'];
    let pieces = command.split_whitespace().filter_map(|piece| {
        let text = piece.trim_start_matches(quotes).trim_end_matches(closing);
        let at = text.as_ptr() as usize - command.as_ptr() as usize;
        (!text.is_empty()).then_some(Word { text, start: start + at })
    });
    pieces.collect()
}

/// A password behind the first of some words, by the words before it on its line, and by those of the line before.
fn at_word(rest: &[Word<'_>], before: &[Word<'_>], previous: &[Word<'_>]) -> Option<Span> {
    let [first, others @ ..] = rest else { return None };
    let next = |count: usize| others.get(count).map(|word| word.behind(0));
    if SEPARATED.contains(&first.text) || is_login(first, before, previous) || is_long(first) {
        return next(0);
    }
    if is_identified(first, others) || is_setter(first, others) {
        return next(1);
    }
    let last = before.last().map_or("", |word| base(word.text));
    let (_, count) =
        PLACES.iter().find(|([program, command], _)| first.text == *command && last == *program)?;
    // A sentence may speak of a login.
    next(*count).filter(|_| *count > 0 || others.iter().all(|word| has_digit(word.text)))
}

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// `set NAME VALUE`, where the name has more than one word: a sentence may set a password.
fn is_setter(word: &Word<'_>, others: &[Word<'_>]) -> bool {
    let is_name = |name: &Word<'_>| name.text.contains(['_', '-', '.', ':']) && is_secret_name(name.text);
    SETTERS.contains(&word.text) && others.first().is_some_and(is_name)
}

/// `--password` and the like; Docker's `--secret` names one.
fn is_long(word: &Word<'_>) -> bool {
    word.text
        .strip_prefix("--")
        .is_some_and(|name| name != "secret" && !name.contains('=') && is_secret_name(name))
}

/// `password` behind `machine NAME login NAME`, on one line or on its own.
///
/// Source: <https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html>
fn is_login(word: &Word<'_>, before: &[Word<'_>], previous: &[Word<'_>]) -> bool {
    let is_machine = |word: &Word<'_>| matches!(word.text, "machine" | "default");
    let names_user = matches!(before, [.., login, _] if login.text == "login");
    let goes_on =
        || previous.first().is_some_and(|first| matches!(first.text, "login" | "machine" | "account"));
    word.text == "password"
        && (names_user && before.iter().rev().take(4).any(is_machine) || before.is_empty() && goes_on())
}

/// `IDENTIFIED BY 'x'` and `PASSWORD 'x'` of SQL.
fn is_identified(word: &Word<'_>, others: &[Word<'_>]) -> bool {
    word.text.eq_ignore_ascii_case("identified")
        && others.first().is_some_and(|by| by.text.eq_ignore_ascii_case("by"))
}

/// What a command prints that is piped into a login.
fn piped(printer: &[Word<'_>]) -> Option<Span> {
    let is_printer = printer.iter().any(|word| matches!(word.text, "echo" | "printf"));
    let last = printer.last().filter(|word| is_printer && !matches!(word.text, "echo" | "printf"))?;
    let behind = last.text.find(':').map_or(0, |colon| colon + 1);
    let is_url = last.text.contains("://");
    Some(last.behind(if is_url { 0 } else { behind }))
}

/// The values of the options of programs.
fn options(words: &[Word<'_>]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Vec<&Secret> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(secret) = open.iter().find(|secret| word.text == secret.option && secret.is_next) {
            found.extend(words.get(at + 1).and_then(|value| secret_in(value, 0, secret.behind)));
        } else if let Some(secret) =
            open.iter().find(|secret| !secret.is_next && is_glued(word.text, secret.option))
        {
            found.extend(secret_in(word, secret.option.len(), secret.behind));
        }
        if word.text.len() < 20 {
            let program = base(word.text);
            let is_begun = |secret: &&Secret| secret.program.last().is_some_and(|last| program == *last);
            open.extend(OPTIONS.iter().filter(is_begun).filter(|secret| {
                let programs = secret.program.iter().rev().skip(1);
                programs.clone().all(|program| {
                    words.iter().take(at).rev().take(4).any(|word| base(word.text) == *program)
                })
            }));
            open.truncate(OPTIONS.len());
        }
    }
    found
}

/// Whether a value stands right behind a short option.
fn is_glued(word: &str, option: &str) -> bool {
    word.strip_prefix(option).is_some_and(|value| !value.is_empty() && !value.starts_with('-'))
}

/// The password in a word, behind some bytes and a sign.
fn secret_in(word: &Word<'_>, skip: usize, behind: &str) -> Option<Span> {
    let value = word.text.get(skip..)?;
    let skipped = value.len() - value.trim_start_matches(['=', '"', '\'']).len();
    let at = value.get(skipped..)?.find(behind)? + behind.len();
    let span = word.behind(skip + skipped + at);
    (span.start < span.end).then_some(span)
}

/// The name of a program without its folder.
fn base(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

#[cfg(test)]
mod tests {
    use super::{passwords, passwords_of_list};

    fn found(text: &str) -> Vec<&str> {
        passwords(text).iter().filter_map(|span| text.get(span.start..span.end)).collect()
    }

    #[test]
    fn finds_values_of_options() {
        for text in [
            "docker login -u a -p hunter2 b",
            "docker login -u me -p 'hunter2'",
            "docker login -phunter2",
            "docker login \\\n  -u a \\\n  -p hunter2",
            "sh 'docker login -u me -p hunter2'",
            "mysql -uroot -phunter2",
            "sh('docker login -p \"hunter2\"')",
            "helm registry login --password hunter2",
            "curl -u u:hunter2 x",
            "curl --user 'u:hunter2' x",
            "echo hunter2 | docker login -u a --password-stdin",
            "sshpass -p hunter2 ssh x",
            "printf '%s' hunter2 | gh auth login --with-token",
            "echo root:hunter2 | chpasswd",
            "aws configure set aws_secret_access_key hunter2",
            "npm config set //r/:_authToken hunter2",
            "redis-server --requirepass hunter2",
            "requirepass hunter2",
            "redis-cli -a hunter2",
            "ENV DB_PASSWORD hunter2",
            "machine x login y password hunter2",
            "machine x\nlogin y\npassword hunter2",
            "CREATE USER a IDENTIFIED BY 'hunter2'",
            "openssl rsa -passin pass:hunter2",
            "keytool -storepass hunter2",
            "rabbitmqctl add_user a hunter2",
            "/usr/bin/mysql -phunter2",
            "a && vault login hunter2",
            "kubeadm join --token hunter2",
        ] {
            assert_eq!(found(text), ["hunter2"], "{text}");
        }
    }

    #[test]
    fn a_login_is_one_command() {
        for text in [
            "docker login --password-stdin && docker run -p 80:80 web",
            "docker login ghcr.io; docker run -p 80:80 web",
            "docker login ghcr.io\\ndocker run -p 80:80 web",
            "docker login -p $X",
            "mysql -p",
            "mysql -p db",
            "mkdir -p a",
            "curl -u $USER:$PASSWORD x",
            "curl -u me x",
            "echo \"$PASSWORD\" | docker login --password-stdin",
            "cat x | docker login --password-stdin",
            "docker build --secret id=npm,src=x .",
            "docker run -p 80:80 curl",
            "set -e",
            "git config user.name x",
            "the password is wrong",
            "each user changes the password at the first login",
            "password reset",
            "set password policy",
            "see vault login page",
            "login with your password first",
            "login x password-file y",
            "--password-file /x",
            "--password --user a",
            "aws configure set region eu-west-1",
            "docker login -u a -p \"$(cat x)\"",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn finds_values_in_lists() {
        assert_eq!(passwords_of_list(&["--user", "a", "--password", "hunter2", "-token", "$X"]), [3]);
        assert_eq!(passwords_of_list(&["--requirepass", "hunter2"]), [1]);
        assert_eq!(passwords_of_list(&["--password-file", "x", "--password", "--quiet"]), [0; 0]);
    }
}
