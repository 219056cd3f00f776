//! The house: which folder may use which, and how long a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// What each folder or file of `src/` may use of the others.
const ARROWS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("value", &["span"]),
    ("tables", &["value"]),
    ("secret", &["span", "tables"]),
    ("lang", &[]),
    ("merge_marks", &[]),
    ("repository", &["value"]),
    ("diagnostic", &["secret", "span", "value"]),
    ("read", &["diagnostic", "merge_marks", "secret", "span", "value"]),
    ("model", &["diagnostic", "lang", "read", "repository", "secret", "span", "tables", "value"]),
    ("rules", &["diagnostic", "lang", "model", "read", "secret", "span", "tables", "value"]),
    ("emit", &["lang", "model", "read", "secret", "span", "tables", "value"]),
    ("format", &["diagnostic", "rules", "secret", "span"]),
    ("output", &["emit", "merge_marks", "repository", "span", "value"]),
    ("semantic", &["lang", "secret", "span", "tables", "value"]),
    ("diff", &["diagnostic", "emit", "output", "secret", "semantic", "tables", "value"]),
];

/// The modules of the standard library that reach out of the process.
const WORLD: &[&str] = &["env", "fs", "process", "thread", "time"];

pub(crate) fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let files =
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    files.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// A file without its tests, which may use everything.
pub(crate) fn production<'t>(place: &str, text: &'t str) -> &'t str {
    if place.contains("tests") { "" } else { text.split("#[cfg(test)]\nmod tests {").next().unwrap() }
}

pub(crate) fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn arrows_between_phases_never_turn_back() {
    for (path, text) in sources(&src()) {
        let place = path.strip_prefix(src()).unwrap().to_str().unwrap().to_owned();
        let module = place.split(['/', '.']).next().unwrap();
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            assert!(
                ["lib", "main", "cli", "command", "terminal"].contains(&module),
                "{place} is in no phase"
            );
            continue;
        };
        for piece in production(&place, &text)
            .split("crate::")
            .skip(1)
            .map(|piece| piece.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
        {
            assert!(piece.is_empty() || piece == module || allowed.contains(&piece), "{place} uses {piece}");
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for (path, text) in sources(&src()) {
        assert!(text.lines().count() <= 400, "{} has more than 400 lines", path.display());
    }
}

#[test]
fn only_output_and_main_touch_the_world() {
    for (path, text) in sources(&src()) {
        let place = path.strip_prefix(src()).unwrap().to_str().unwrap().to_owned();
        let code = production(&place, &text);
        if !place.starts_with("output/") && place != "main.rs" {
            for word in WORLD {
                assert!(!code.contains(&format!("std::{word}")), "{place} uses std::{word}");
            }
            for imported in code.split("use std::{").skip(1).map(|list| list.split('}').next().unwrap()) {
                let mut names = imported.split(|c: char| !c.is_alphanumeric() && c != '_');
                assert!(!names.any(|name| WORLD.contains(&name)), "{place} uses std::{{{imported}}}");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_holds() {
    for (path, text) in sources(&src()) {
        assert!(text.starts_with("//! "), "{} does not begin with what it holds", path.display());
    }
}

#[test]
fn every_rule_is_listed_and_named_as_its_file() {
    let names: Vec<_> = kura::rules::rules().iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    let files = sources(&src().join("rules")).into_iter().map(|(path, _)| path);
    let mut files: Vec<_> = files
        .map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .filter(|name| !["mod", "rule", "explain", "settings"].contains(&name.as_str()))
        .collect();
    files.sort();
    assert_eq!(names, files);
}

/// The rule that a call names, if its first argument is a text.
fn named_rule(arguments: &str) -> Option<&str> {
    arguments.trim_start().strip_prefix('"')?.split('"').next()
}

#[test]
fn every_message_names_a_rule_that_can_be_explained() {
    for (path, text) in sources(&src()) {
        let code = production(path.to_str().unwrap(), &text);
        let calls = code.split(".error(").skip(1).chain(code.split("Diagnostic::new(").skip(1));
        for name in calls.filter_map(named_rule) {
            assert!(kura::rules::rule(name).is_some(), "{} names the rule {name}", path.display());
        }
    }
}
