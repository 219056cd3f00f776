//! Planted secrets: no command and no format shows one, however and wherever it is written.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Output};
use std::{env, fs};

use kura::diagnostic::render;
use kura::format::{Findings, github, json};
use kura::span::Source;
use kura::value::ProjectPath;
use tempfile::TempDir;

/// A project that compiles; what is planted comes behind it.
const SOUND: &str = "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n";

/// What shows something of a `kura.toml`.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["build"],
    &["diff"],
    &["diff", "--format", "json"],
    &["diff", "--format", "markdown"],
    &["diff", "--semantic"],
    &["diff", "--stat"],
    &["check", "--fix"],
    &["check", "--fix", "--format", "json"],
];

/// As many cases as a test may try that everybody waits for.
const FEW: usize = 60;

/// The pieces of a file of `tests/taint`, apart by `---`.
fn pieces(file: &str) -> Vec<String> {
    let path = format!("{}/tests/taint/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    text.trim_end().split("\n---\n").map(str::to_owned).collect()
}

/// A value that stands nowhere else; what it begins with says which it is.
fn value(number: usize) -> String {
    format!("Qv{number}{}", "xTorchWagon")
}

/// A text of a known form, of some characters in a fixed order that seem to have none.
fn token(prefix: &str, characters: &str, length: usize) -> String {
    let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let lower = if characters == "upper" { "" } else { "abcdefghijklmnopqrstuvwxyz" };
    let known: Vec<_> = upper.chars().chain(lower.chars()).collect();
    let body = (0..length).filter_map(|place| known.get((place * place * 7 + place * 11 + 5) % known.len()));
    prefix.chars().chain(body.copied()).collect()
}

/// One way of writing a secret in one place.
struct Case {
    text: String,
    /// What must not be seen, in every way in which it may be written.
    secrets: Vec<String>,
}

impl Case {
    fn new(text: &str, place: &str, value: &str) -> Self {
        let escaped =
            value.chars().fold(String::new(), |escaped, c| format!("{escaped}\\u{:04X}", u32::from(c)));
        let planted = place.replace('@', text);
        let planted = planted.replace('@', value).replacen('%', &escaped, 1);
        // A URL needs its `@`.
        let planted = planted.replace(&format!("{value}{value}"), &format!("{value}@"));
        let mut secrets = vec![value.to_owned(), escaped];
        // In base64 a text looks in three ways, by what stands before it.
        secrets.extend((0..3).map(|before| inner_base64(value, before)));
        Self { text: format!("{SOUND}{planted}\n"), secrets }
    }

    /// What of the secret is seen in an output.
    fn seen<'s>(&'s self, output: &str) -> Option<&'s String> {
        self.secrets.iter().find(|secret| output.contains(secret.as_str()))
    }
}

/// The digits in base64 that a text makes for certain behind some bytes.
fn inner_base64(text: &str, before: usize) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes: Vec<u8> = std::iter::repeat_n(0, before).chain(text.bytes()).collect();
    let (mut out, mut buffer, mut bits) = (String::new(), 0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            let digit = digits.get((buffer >> bits) as usize & 63);
            out.extend(digit.map(|digit| char::from(*digit)));
        }
        buffer &= (1 << bits) - 1;
    }
    out[(before * 8).div_ceil(6)..].to_owned()
}

/// A text as a string of TOML, in each kind of quotes.
fn strings(text: &str) -> [String; 4] {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    [
        format!("\"{}\"", escaped.replace('\n', "\\n")),
        format!("'{text}'"),
        format!("\"\"\"\n{escaped}\n\"\"\""),
        format!("'''\n{text}\n'''"),
    ]
}

/// Every way in every place.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |text: &str, place: &str, value: &str| cases.push(Case::new(text, place, value));
    let mut number = 0;
    let mut next = || {
        number += 1;
        value(number)
    };
    for place in pieces("places.txt") {
        for entry in pieces("entries.txt") {
            add(&entry, &place, &next());
        }
        for token in tokens() {
            add("X = \"@\"", &place, &token);
            add("X = @", &place, &token);
            add("\"@\" = 1", &place, &token);
            add("# @", &place, &token);
        }
    }
    for place in pieces("strings.txt") {
        for script in pieces("scripts.txt") {
            for text in strings(&script) {
                add(&text, &place, &next());
            }
        }
        for token in tokens() {
            for text in strings("echo @ x") {
                add(&text, &place, &token);
            }
        }
    }
    cases
}

fn tokens() -> Vec<String> {
    let path = format!("{}/tests/taint/tokens.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [prefix, characters, length] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
            token(prefix, characters, length.parse().unwrap())
        })
        .collect()
}

fn run(project: &TempDir, arguments: &[&str]) -> Output {
    let kura = Command::new(env!("CARGO_BIN_EXE_kura")).args(arguments).current_dir(project).output();
    kura.unwrap()
}

/// Whether kura took the text for sound; fails where anything shows the secret.
fn is_accepted(case: &Case) -> bool {
    let project = TempDir::new().unwrap();
    fs::write(project.path().join("kura.toml"), &case.text).unwrap();
    let mut accepted = false;
    for arguments in COMMANDS {
        let output = run(&project, arguments);
        accepted |= output.status.success() && *arguments == ["check"];
        // What was accepted is written, and a diff shows it.
        if accepted && arguments.contains(&"diff") {
            continue;
        }
        let shown = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let seen = case.seen(&shown);
        assert!(seen.is_none(), "{arguments:?} shows {seen:?}\n{}\n--- of\n{}", shown, case.text);
        let command = shown.lines().find(|line| line.trim_start().starts_with("::"));
        assert!(command.is_none() || arguments.contains(&"github"), "{command:?}\n{}", case.text);
    }
    accepted
}

/// A number of the environment.
fn number(name: &str, otherwise: usize) -> usize {
    env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

/// Some of the cases, spread evenly; another seed chooses others.
fn sample(few: usize) -> Vec<Case> {
    let (seed, few) = (number("KURA_TAINT_SEED", 1), number("KURA_TAINT_CASES", few));
    let mut cases = cases();
    let step = (cases.len() / few).max(1);
    let mut index = 0;
    cases.retain(|_| {
        index += 1;
        (index + seed) % step == 0
    });
    cases
}

#[test]
fn no_command_shows_a_planted_secret() {
    for case in sample(FEW) {
        is_accepted(&case);
    }
}

#[test]
fn no_format_shows_a_planted_secret() {
    let cases = sample(20 * FEW);
    let compiled = cases.iter().map(|case| {
        let source = Source { path: "kura.toml".to_owned(), text: case.text.clone() };
        kura::compile(&source, &BTreeSet::<ProjectPath>::new(), None)
    });
    let mut shown = Vec::new();
    for (case, compiled) in cases.iter().zip(compiled) {
        let rendered: Vec<_> =
            render(&compiled.shown, &compiled.diagnostics).map(|found| found.to_string()).collect();
        let all = [Findings { source: compiled.shown, diagnostics: compiled.diagnostics }];
        let text = format!("{}\n{}\n{}", rendered.join("\n"), json(&all), github(&all));
        if let Some(seen) = case.seen(&text) {
            shown.push(format!("{seen} in\n{}\n--- is shown as\n{text}", &case.text[SOUND.len()..]));
        }
    }
    assert!(shown.is_empty(), "{} of {}\n{}", shown.len(), cases.len(), shown.join("\n---\n"));
}

#[test]
fn no_diff_shows_a_secret_of_a_file_that_is_there() {
    let project = TempDir::new().unwrap();
    let sound =
        format!("{SOUND}[services.web]\nimage = \"redis:7.4\"\nsecurity_context = {{ run_as_user = 999 }}\n");
    fs::write(project.path().join("kura.toml"), sound).unwrap();
    fs::create_dir(project.path().join("kubernetes")).unwrap();
    for (number, script) in pieces("scripts.txt").iter().enumerate() {
        let case = Case::new(script, "@", &value(number));
        let script = case.text.strip_prefix(SOUND).unwrap();
        fs::write(project.path().join("kubernetes/deployments.yaml"), script).unwrap();
        for arguments in COMMANDS.iter().filter(|arguments| arguments.contains(&"diff")) {
            let output = run(&project, arguments);
            let shown = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            assert!(case.seen(&shown).is_none(), "{arguments:?} shows\n{shown}\n--- of\n{script}");
        }
    }
}

/// What a log of a CI run would obey, as a newline and a carriage return begin lines.
const COMMAND: &str = "::error::Qv";

/// Lines of an output that a log of a CI run would obey; it does not look at the blanks before them.
fn commands(output: &str) -> Vec<&str> {
    output.split(['\n', '\r']).filter(|line| line.trim_start().starts_with(COMMAND)).collect()
}

#[test]
fn no_text_of_the_user_is_a_command_in_a_log() {
    let places = [
        "[services.web]\n\"a\\n@\" = 1",
        "[services.web]\n\"a\\r@\" = 1",
        "\"\\n@\" = 1",
        "[\"\\n  @\"]\na = 1",
        "[services.web]\nimage = \"\\n@\"",
        "[services.web]\nimage = \"\"\"\n@\n\"\"\"",
        "[project.tags]\n\"\\n@\" = \"\\n@\"",
        "# a\r@\na = 1",
        "@",
        "  @ = 1",
        "[checks.rules]\n\"\\n@\" = \"allow\"",
    ];
    for place in places {
        let project = TempDir::new().unwrap();
        let text = format!("{SOUND}{}\n", place.replace('@', COMMAND));
        fs::write(project.path().join("kura.toml"), &text).unwrap();
        for arguments in COMMANDS.iter().chain(&[&["explain", "a\n::error::Qv"] as &[&str]]) {
            let output = run(&project, arguments);
            for shown in [output.stdout, output.stderr] {
                let shown = String::from_utf8_lossy(&shown).into_owned();
                assert!(commands(&shown).is_empty(), "{arguments:?} {text}\n{shown}");
            }
        }
    }
}

#[test]
fn neither_a_path_nor_a_file_that_is_there_is_a_command_in_a_log() {
    let project = TempDir::new().unwrap();
    let folder = project.path().join(format!("a\n{COMMAND}"));
    fs::create_dir(&folder).unwrap();
    let sound =
        format!("{SOUND}[services.web]\nimage = \"redis:7.4\"\nsecurity_context = {{ run_as_user = 999 }}\n");
    fs::write(folder.join("kura.toml"), sound).unwrap();
    assert_eq!(run(&project, &["build"]).status.code(), Some(0));
    let manifest = folder.join("kubernetes/deployments.yaml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\nmetadata:", &format!("\n{COMMAND}\n# a\r{COMMAND}\nmetadata:")))
        .unwrap();
    fs::write(folder.join("kura.lock"), "nothing").unwrap();
    let with_lock = COMMANDS.iter().map(|arguments| run(&project, arguments)).collect::<Vec<_>>();
    fs::remove_file(folder.join("kura.lock")).unwrap();
    let without_lock = COMMANDS.iter().map(|arguments| run(&project, arguments));
    for output in with_lock.into_iter().chain(without_lock) {
        for shown in [output.stdout, output.stderr] {
            let shown = String::from_utf8_lossy(&shown).into_owned();
            assert!(commands(&shown).is_empty(), "{shown}");
        }
    }
}

#[test]
#[ignore = "some minutes; the sample above is run always"]
fn no_command_shows_any_planted_secret() {
    let cases = cases();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = cases.len().div_ceil(workers);
    let failures = std::thread::scope(|scope| {
        let work = |cases: &[Case]| {
            #[cfg(any())]
            compile_error!();
            let tried = cases.iter().map(|case| std::panic::catch_unwind(|| is_accepted(case)));
            let tried: Vec<_> = tried.collect();
            for (case, ok) in cases.iter().zip(&tried) {
                if ok.as_ref().is_ok_and(|a| *a) {
                    writeln!(std::io::stderr(), "ACCEPTED {:?}", &case.text[SOUND.len()..]).unwrap();
                }
            }
            let accepted =
                tried.iter().filter(|tried| tried.as_ref().is_ok_and(|accepted| *accepted)).count();
            (accepted, tried.iter().filter(|tried| tried.is_err()).count())
        };
        let running: Vec<_> = cases.chunks(share).map(|cases| scope.spawn(move || work(cases))).collect();
        running.into_iter().map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
    });
    let (accepted, shown) = failures.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let said = format!(
        "{} cases, {} commands each: {accepted} accepted, {shown} shown",
        cases.len(),
        COMMANDS.len()
    );
    writeln!(std::io::stderr(), "{said}").unwrap();
    assert_eq!(shown, 0, "{said}");
}
