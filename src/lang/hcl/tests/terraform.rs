//! What the real Terraform says; run with `cargo test -- --ignored`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::super::*;
use super::arbitrary;

#[test]
#[ignore = "needs terraform"]
fn bodies_are_as_terraform_fmt_prints_them() {
    let folder = folder("fmt");
    for (index, body) in samples(&arbitrary::body(2), 3000).iter().enumerate() {
        fs::write(folder.join(format!("{index}.tf")), print(body)).unwrap();
    }
    let changed = terraform(&folder, &["fmt", "-check", "-diff"]);
    assert_eq!(changed, "");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
#[ignore = "needs terraform"]
fn strings_come_back_unchanged() {
    let texts = samples(&arbitrary::text(), 2000);
    let printed = texts.iter().map(|text| Expression::from(text.as_str()));
    assert_eq!(evaluate("strings", list(printed)), json!(texts));
}

#[test]
#[ignore = "needs terraform"]
fn templates_say_their_parts() {
    let texts = samples(&prop::collection::vec(arbitrary::text(), 1..5), 500);
    let marked = |texts: &Vec<String>| {
        let part = |text: &String| [Expression::from(text.as_str()), reference("local.mark")];
        template(texts.iter().flat_map(part))
    };
    let expected: Vec<_> = texts.iter().map(|texts| texts.join("MARK") + "MARK").collect();
    let printed = texts.iter().map(marked);
    assert_eq!(evaluate("templates", list(printed)), json!(expected));
}

/// Asks Terraform for the value of an expression, in which `local.mark` is `"MARK"`.
fn evaluate(name: &str, value: Expression) -> Value {
    let body = Body::new()
        .block(Block::new("locals", &[]).attribute("mark", "MARK"))
        .block(Block::new("output", &["it"]).attribute("value", value));
    let folder = folder(name);
    fs::write(folder.join("main.tf"), print(&body)).unwrap();
    terraform(&folder, &["apply", "-auto-approve", "-no-color"]);
    let read = terraform(&folder, &["output", "-json", "it"]);
    fs::remove_dir_all(folder).unwrap();
    serde_json::from_str(&read).unwrap()
}

fn samples<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// Makes an empty folder that is this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("kura-hcl-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("empty.rc"), "").unwrap();
    folder
}

fn terraform(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("TF_CLI_CONFIG_FILE", folder.join("empty.rc"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}
