//! What is a secret: every form in every place, every way to write a password out, and nothing else.
//!
//! No file holds a secret: forms say how one is composed, and `{A-Z 16}` is 16 of these characters.

use std::collections::BTreeMap;

use kura::diagnostic::{Severity, ShownFinding};
use kura::secret::{literal_secrets, written_passwords};
use kura::span::Source;
use kura::value::{FromText, ProjectPath};

const FORMS: &str = include_str!("secrets/forms.tsv");
const SPELLINGS: &str = include_str!("secrets/spellings.txt");
const PLACES: &str = include_str!("secrets/places.txt");
const HARMLESS: &str = include_str!("secrets/harmless.txt");
const SETTINGS: &str = include_str!("secrets/settings.tsv");

/// Numbers without order, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The characters of a class such as `A-Za-z0-9`.
fn class(written: &str) -> Vec<char> {
    let mut characters = Vec::new();
    let mut rest = written.chars();
    while let Some(first) = rest.next() {
        let mut behind = rest.clone();
        let last = (behind.next() == Some('-')).then(|| behind.next()).flatten();
        if last.is_some() {
            rest = behind;
        }
        characters.extend(first..=last.unwrap_or(first));
    }
    characters
}

/// A secret of a form.
fn composed(form: &str, dice: &mut Dice) -> String {
    let mut secret = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        let (hole, behind) = after.split_once('}').unwrap();
        let Some((kind, count)) = hole.rsplit_once(' ').filter(|(_, count)| count.parse::<usize>().is_ok())
        else {
            secret +=
                &format!("{before}{}", if hole == " " { " ".to_owned() } else { format!("{{{hole}}}") });
            rest = behind;
            continue;
        };
        let count: usize = count.parse().unwrap();
        let mut of = |class: &str| -> String {
            let characters = self::class(class);
            (0..count).map(|_| characters[dice.below(characters.len())]).collect()
        };
        let body = match kind {
            "secret" => of("A-Za-z0-9/+"),
            "bot" => base64(&of("1-9")),
            _ => of(kind),
        };
        secret += before;
        secret += &body;
        rest = behind;
    }
    (secret + rest).replace("\\n", "\n")
}

/// Base64 without the padding.
fn base64(text: &str) -> String {
    let alphabet = class("A-Za-z0-9+/");
    let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
    let groups = bits.as_bytes().chunks(6);
    groups
        .map(|group| {
            let group = format!("{:0<6}", std::str::from_utf8(group).unwrap());
            alphabet[usize::from_str_radix(&group, 2).unwrap()]
        })
        .collect()
}

/// The names of the places, and the files of each with `@@` where the text goes.
fn places() -> Vec<(&'static str, &'static str)> {
    PLACES.split("=== ").skip(1).map(|place| place.split_once('\n').unwrap()).collect()
}

/// What is found when a text stands in a place.
fn findings(place: &str, text: &str) -> Vec<String> {
    let is_secret = |rule: &str, message: &str| {
        matches!(rule, "literal-secret" | "literal-password") || message.contains("holds secrets")
    };
    let found = compiled(place, text);
    let found = found.iter().filter(|found| is_secret(found.rule, found.message.as_str()));
    found.map(|found| format!("{}: {}", found.rule, found.message)).collect()
}

/// All that kura says of a text in a place, as it is shown.
fn compiled(place: &str, text: &str) -> Vec<ShownFinding> {
    let in_toml = serde_json::to_string(text).unwrap();
    let in_toml = &in_toml[1..in_toml.len() - 1];
    let mut parts = place.split("--- ");
    let kura = parts.next().unwrap().replace("@@", in_toml);
    let source = Source {
        path: "kura.toml".to_owned(),
        text: format!("kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n{kura}"),
    };
    let files: BTreeMap<_, _> = parts
        .map(|file| {
            let (path, content) = file.split_once('\n').unwrap();
            (ProjectPath::from_text(path).unwrap(), content.replace("@@", text))
        })
        .collect();
    let compiled = kura::compile(&source, &files, None);
    compiled.diagnostics.iter().map(|found| compiled.shown.finding(found)).collect()
}

/// Tells how many of the tries failed, and which.
fn none_failed(what: &str, tries: usize, failed: &[String]) {
    assert!(failed.is_empty(), "{what}: {} of {tries} failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_place_is_right_without_a_secret() {
    for (place, files) in places() {
        let found = compiled(files, "true");
        let errors: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{place}: {errors:?}");
    }
}

#[test]
fn every_form_is_found_in_every_place() {
    let mut dice = Dice(1);
    let mut failed = Vec::new();
    let forms: Vec<_> = FORMS.lines().map(|line| line.split_once('\t').unwrap()).collect();
    for (name, form) in &forms {
        let secret = composed(form, &mut dice);
        for (place, files) in places() {
            if findings(files, &secret).is_empty() {
                failed.push(format!("{name} in {place}"));
            }
        }
    }
    none_failed("forms x places", forms.len() * places().len(), &failed);
}

#[test]
fn every_form_is_found_in_base64_and_base64_of_that() {
    let mut dice = Dice(2);
    let mut failed = Vec::new();
    let forms: Vec<_> = FORMS.lines().map(|line| line.split_once('\t').unwrap()).collect();
    // A key of 40 random characters is random in base64, too.
    for (name, form) in forms.iter().filter(|(_, form)| !form.contains("{secret")) {
        let once = base64(&composed(form, &mut dice));
        for text in [&once, &base64(&once)] {
            if literal_secrets(text).is_empty() {
                failed.push(format!("{name}: {text}"));
            }
        }
    }
    none_failed("forms in base64", forms.len() * 2, &failed);
}

#[test]
fn every_spelling_of_a_password_is_found_in_every_place() {
    let mut failed = Vec::new();
    // In a comment a password without a form of its own is a word like others.
    let places: Vec<_> = places().into_iter().filter(|(place, _)| *place != "comment").collect();
    for spelling in SPELLINGS.lines() {
        let text = spelling.replace("@@", "hunter2x");
        for (place, files) in &places {
            // An entry of YAML is no command.
            let is_command = *place != "Dockerfile" || !spelling.starts_with("password: ");
            if is_command && findings(files, &text).is_empty() {
                failed.push(format!("{spelling} in {place}"));
            }
        }
    }
    none_failed("spellings x places", SPELLINGS.lines().count() * places.len(), &failed);
}

#[test]
fn what_only_looks_random_is_no_secret() {
    let mut failed = Vec::new();
    assert!(HARMLESS.lines().count() >= 200);
    for text in HARMLESS.lines() {
        if !literal_secrets(text).is_empty() || !written_passwords(text).is_empty() {
            failed.push(text.to_owned());
        }
    }
    let lines: Vec<_> = HARMLESS.lines().collect();
    for text in lines.chunks(20).map(|lines| lines.join("\n")) {
        for (place, files) in places() {
            let found = findings(files, &text);
            if !found.is_empty() {
                failed.push(format!("{text} in {place}: {}", found.join(", ")));
            }
        }
    }
    none_failed("harmless x places", HARMLESS.lines().count() * places().len(), &failed);
}

#[test]
fn what_only_sets_something_about_secrets_is_none() {
    let mut failed = Vec::new();
    for (name, value) in SETTINGS.lines().map(|line| line.split_once('\t').unwrap()) {
        let variable = format!(
            "[services.web]\nimage = \"a/b:1\"\nsecurity_context = {{ run_as_user = 1000 }}\nenv = {{ {name} = {value:?} }}\n"
        );
        let script = places().into_iter().find(|(place, _)| *place == "shell script").unwrap().1;
        for (place, found) in [
            ("variable", findings(&variable, "")),
            ("script", findings(script, &format!("{name}={value:?} ./run"))),
        ] {
            if !found.is_empty() {
                failed.push(format!("{name}={value} in {place}: {}", found.join(", ")));
            }
        }
    }
    none_failed("settings", SETTINGS.lines().count() * 2, &failed);
}
