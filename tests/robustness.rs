//! No input makes kura panic.

use std::collections::BTreeSet;
use std::fs;

use kura::diagnostic::{fixed, render};
use kura::span::Source;
use kura::value::{FromText, ProjectPath};
use proptest::prelude::*;

use crate::examples::examples;

/// Compiles a text and shows what is found, as the command line would.
pub(crate) fn survives(text: &str) {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let files = ["Dockerfile", "backend/requirements.txt", "frontend/package-lock.json"];
    let repository: BTreeSet<_> = files.iter().map(|file| ProjectPath::from_text(file).unwrap()).collect();
    let compiled = kura::compile(&source, &repository, None);
    // The command line shows no more either.
    for diagnostic in compiled.diagnostics.iter().take(200) {
        render(&compiled.shown, diagnostic);
    }
    let (text, count) = fixed(&source.text, &compiled.diagnostics);
    if count > 0 {
        let mended = kura::compile(&Source { text, ..source }, &repository, None);
        let broken =
            mended.diagnostics.iter().find(|found| ["syntax", "duplicate-key"].contains(&found.rule));
        assert!(broken.is_none(), "a fix leaves no TOML: {broken:?}");
    }
    assert!(compiled.files.is_some() || !compiled.diagnostics.is_empty(), "refused without a word");
}

fn example() -> impl Strategy<Value = String> {
    let texts = examples().into_iter().map(|folder| fs::read_to_string(folder.join("kura.toml")).unwrap());
    proptest::sample::select(texts.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn an_example_with_a_piece_replaced(text in example(), at in any::<prop::sample::Index>(), length in 0..40_usize, piece in ".{0,12}") {
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        survives(&format!("{}{piece}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn an_example_without_a_character(text in example(), at in any::<prop::sample::Index>()) {
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary(start + 1);
        survives(&format!("{}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn an_example_without_a_line(text in example(), at in any::<prop::sample::Index>()) {
        let lines: Vec<_> = text.lines().collect();
        let gone = at.index(lines.len());
        let rest: Vec<_> = lines.iter().enumerate().filter(|(index, _)| *index != gone).map(|(_, line)| *line).collect();
        survives(&rest.join("\n"));
    }
}

/// Bytes of the longest texts: ten megabytes, and a tenth of it where the compiler has not been asked to be quick.
const MOST_BYTES: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };

/// A piece repeated, numbered, until the text is that long.
fn repeated(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::from("kura = 1\n[project]\nname = \"shop\"\n");
    let mut number = 0;
    while text.len() < MOST_BYTES {
        text += &piece(number);
        number += 1;
    }
    text
}

/// What takes time in proportion to the square of its length would not end here before the limit.
fn survives_in_time(text: &str) {
    let start = std::time::Instant::now();
    survives(text);
    let seconds = start.elapsed().as_secs();
    assert!(seconds < 120, "{seconds} s for {} bytes", text.len());
}

/// A million of them, where the compiler has been asked to be quick.
#[test]
fn many_keys() {
    survives_in_time(&repeated(|number| format!("k{number}=1\n")));
}

#[test]
fn many_services_with_a_mistake_each() {
    survives_in_time(&repeated(|number| format!("[services.s{number}]\nimage = \"nope\"\nport = 0\n")));
}

#[test]
fn many_references_to_one_table() {
    survives_in_time(&repeated(|number| {
        format!("[services.s{number}]\nimage = \"a/b:1\"\nenv = {{ A = {{ secret = \"x\" }} }}\n")
    }));
}

#[test]
fn one_long_text() {
    survives_in_time(&format!("kura = 1\nx = \"{}\"", "A1b/".repeat(MOST_BYTES / 4)));
}

#[test]
fn one_long_text_of_assignments() {
    for piece in ["A=", "A_TOKEN=", " docker login -p x"] {
        survives_in_time(&format!("kura = 1\nx = \"{}\"", piece.repeat(MOST_BYTES / piece.len())));
    }
}

#[test]
fn one_long_line_of_brackets_and_commas() {
    survives_in_time(&format!("kura = 1\nx = [{}]", "[1, {a = 2}], ".repeat(MOST_BYTES / 14)));
}

#[test]
fn deep_nesting() {
    survives(&"[".repeat(10_000));
    survives(&format!("a = {}", "[".repeat(10_000)));
    survives(&format!("a = {}", "{ a = ".repeat(10_000)));
}
