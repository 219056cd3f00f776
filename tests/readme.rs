//! What the README shows is what kura does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kura::Compiled;
use kura::diagnostic::render;
use kura::span::Source;
use kura::value::{FromText, ProjectPath};

/// The fenced blocks of a page: the line before each, its language and its text.
fn blocks(page: &str) -> Vec<(String, String, String)> {
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((before.to_owned(), language.to_owned(), text.join("\n") + "\n"));
        } else if !line.is_empty() {
            before = line;
        }
    }
    blocks
}

fn compile(text: &str) -> Compiled {
    let repository = BTreeSet::from([ProjectPath::from_text("api/requirements.txt").unwrap()]);
    kura::compile(&Source { path: "kura.toml".to_owned(), text: text.to_owned() }, &repository, None)
}

fn readme() -> (String, Vec<(String, String, String)>) {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks = blocks(&page);
    let example = blocks.iter().find(|(_, language, _)| language == "toml").unwrap().2.clone();
    (example, blocks)
}

#[test]
fn excerpts_come_out_of_the_example() {
    let (example, blocks) = readme();
    let files: BTreeMap<_, _> = compile(&example)
        .files
        .unwrap()
        .into_iter()
        .map(|file| (file.path.to_string(), file.contents))
        .collect();
    let excerpts = blocks.iter().filter(|(before, _, _)| before.starts_with('`') && before.ends_with('`'));
    let mut count = 0;
    for (path, _, excerpt) in excerpts {
        assert!(files[path.trim_matches('`')].contains(excerpt), "{path} does not hold:\n{excerpt}");
        count += 1;
    }
    assert_eq!(count, 4);
}

#[test]
fn the_difference_is_what_is_printed() {
    let (_, blocks) = readme();
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adoption/semantic.snap");
    let shown = blocks.iter().find(|(_, language, _)| language == "console").unwrap();
    assert!(fs::read_to_string(snapshot).unwrap().contains(&shown.2), "{}", shown.2);
}

#[test]
fn the_message_is_what_is_printed() {
    let (example, blocks) = readme();
    let compiled = compile(&example.replace("image  = \"api\"", "image  = \"apy\""));
    let printed: Vec<_> = render(&compiled.shown, &compiled.diagnostics).collect();
    let printed = anstream::adapter::strip_str(&printed.join("\n\n")).to_string();
    let shown = blocks.iter().find(|(_, language, _)| language == "text").unwrap();
    assert_eq!(shown.2.trim_end(), printed);
}

#[test]
fn the_addresses_are_those_of_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = ["kitchen-sink/infra", "kitchen-sink/ci/hosts", "pipelines/terraform"];
    let files = modules.iter().flat_map(|module| fs::read_dir(root.join("out").join(module)).unwrap());
    let files = files.map(|file| file.unwrap().path()).filter(|path| path.is_file());
    let made: String = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let page = fs::read_to_string(root.join("README.md")).unwrap();
    let mut addresses = 0;
    for address in page.split('`').filter(|word| word.starts_with("aws_")) {
        let (kind, name) = address.split_once('.').unwrap();
        // What is in angle brackets or an index is the reader's own.
        let name = name.split(['<', '[']).next().unwrap();
        assert!(made.contains(&format!("resource \"{kind}\" \"{name}")), "{address}");
        addresses += 1;
    }
    assert!(addresses > 15, "{addresses}");
}
