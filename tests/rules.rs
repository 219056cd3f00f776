//! Rules and their documentation: each example of a rule does what the page says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kura::Compiled;
use kura::diagnostic::render;
use kura::rules::{Rule, rules};
use kura::span::Source;
use kura::value::{FromText, ProjectPath};

/// The files that every example's repository holds, and their texts.
const REPOSITORY: &[(&str, &str)] = &[
    ("api/requirements.txt", ""),
    ("api/shop/__init__.py", ""),
    ("django/manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')"),
    ("django/requirements.txt", "django==5.2.8\ngunicorn==23.0.0\n"),
    ("django/shop/wsgi.py", ""),
    ("go/go.mod", "module shop\n\ngo 1.27\n"),
    ("go/main.go", "package main\n"),
    ("hand-written/Dockerfile", ""),
    ("linked/.yarnrc.yml", "nodeLinker: node-modules\n"),
    ("linked/package.json", r#"{ "packageManager": "yarn@4.9.1" }"#),
    ("linked/yarn.lock", "__metadata:\n"),
    ("no-gunicorn/requirements.txt", "Django==5.2.8\n"),
    ("no-script/package-lock.json", ""),
    ("no-script/package.json", "{}"),
    ("page/public/index.html", ""),
    ("page/server.conf", "server {\n    listen 8080;\n}\n"),
    ("pinned/package.json", r#"{ "packageManager": "pnpm@10.34.9" }"#),
    ("pinned/pnpm-lock.yaml", ""),
    ("plug-n-play/package.json", r#"{ "packageManager": "yarn@4.9.1" }"#),
    ("plug-n-play/yarn.lock", "__metadata:\n"),
    ("two-locks/package-lock.json", ""),
    ("two-locks/package.json", ""),
    ("two-locks/yarn.lock", ""),
    ("unpinned/package.json", "{}"),
    ("unpinned/pnpm-lock.yaml", ""),
    ("web/package-lock.json", ""),
    ("web/package.json", ""),
];

/// Rules whose examples cannot be shown: the page of the documentation is UTF-8 itself, and not that large.
const NOT_SHOWN: &[&str] = &["file-too-large", "not-utf-8"];

/// The rules whose examples are run.
fn shown() -> Vec<&'static Rule> {
    rules().into_iter().filter(|rule| !NOT_SHOWN.contains(&rule.name)).collect()
}

/// What compiling an example says.
fn compiled(example: &str) -> Compiled {
    let mut text = String::new();
    if !example.contains("kura = ") {
        text += "kura = 1\n";
    }
    if !example.contains("[project]") {
        text += "[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n";
    }
    let made = ["[network]", "[team", "[monitoring", "certificate = \"acm\""];
    if made.iter().any(|sign| example.contains(sign)) && !example.contains("[terraform") {
        text += "[terraform]\nbackend = { bucket = \"acme-state\" }\n";
    }
    let source = Source { path: "kura.toml".to_owned(), text: text + example };
    let file = |(path, text): &(&str, &str)| (ProjectPath::from_text(path).unwrap(), (*text).to_owned());
    let mut repository: BTreeMap<_, _> = REPOSITORY.iter().map(file).collect();
    repository.insert(ProjectPath::from_text("ci/large.sh").unwrap(), large_script());
    kura::compile(&source, &repository, None)
}

/// A script that cannot be compressed to what EC2 takes.
fn large_script() -> String {
    let digits = (1..4000_u64).map(|n| format!("# {}\n", n.wrapping_pow(9) % 4_294_967_291));
    format!("#!/bin/sh\n{}", digits.collect::<String>())
}

/// The names of the rules that an example reports.
fn reported(example: &str) -> Vec<&'static str> {
    compiled(example).diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
}

/// The blocks of a rule's page that are marked so.
fn examples<'d>(rule: &Rule, marked: &str) -> Vec<&'d str> {
    let fence = format!("```toml {marked}\n");
    let blocks: Vec<_> =
        rule.docs.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!blocks.is_empty(), "{} has no `{marked}` example", rule.name);
    blocks
}

/// The examples marked so whose findings are not right, each with what it reports.
fn offending(marked: &str, is_right: fn(&Rule, &[&str]) -> bool) -> String {
    let mut offending = Vec::new();
    for rule in shown() {
        for example in examples(rule, marked) {
            let found = reported(example);
            if !is_right(rule, &found) {
                offending.push(format!("{}: {found:?}\n{example}", rule.name));
            }
        }
    }
    offending.join("\n")
}

#[test]
fn a_failing_example_reports_exactly_its_rule() {
    let offending =
        offending("fail", |rule, found| !found.is_empty() && found.iter().all(|name| *name == rule.name));
    assert!(offending.is_empty(), "{offending}");
}

#[test]
fn a_passing_example_reports_nothing() {
    let offending = offending("pass", |_, found| found.is_empty());
    assert!(offending.is_empty(), "{offending}");
}

/// What a person reads of each rule, one file a rule.
#[test]
fn a_failing_example_says_what_to_change() {
    for rule in shown() {
        let compiled = compiled(examples(rule, "fail")[0]);
        let messages: Vec<_> = render(&compiled.shown, &compiled.diagnostics).collect();
        let plain = anstream::adapter::strip_str(&messages.join("\n\n")).to_string();
        insta::with_settings!({
            snapshot_path => "ui/rules", prepend_module_to_snapshot => false, omit_expression => true,
        }, {
            insta::assert_snapshot!(rule.name, plain);
        });
    }
}

#[test]
fn names_are_unique_and_kebab_case() {
    let names: Vec<_> = rules().iter().map(|rule| rule.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert!(names.iter().all(|name| {
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    }));
}

#[test]
fn the_committed_page_is_not_stale() {
    let committed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    assert!(
        committed == kura::rules::page(&rules()),
        "run `cargo run --release -- explain --format markdown > docs/rules.md`"
    );
}
