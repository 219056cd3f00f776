//! No input makes kura panic.

use std::collections::BTreeSet;
use std::fs;

use kura::diagnostic::{fixed, render};
use kura::span::Source;
use kura::value::{FromText, ProjectPath};
use proptest::prelude::*;

use crate::examples::examples;

/// Compiles a text and shows what is found, as the command line would.
fn survives(text: &str) {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let files = ["Dockerfile", "backend/requirements.txt", "frontend/package-lock.json"];
    let repository: BTreeSet<_> = files.iter().map(|file| ProjectPath::from_text(file).unwrap()).collect();
    let compiled = kura::compile(&source, &repository, None);
    for diagnostic in &compiled.diagnostics {
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

#[test]
fn deep_nesting() {
    survives(&"[".repeat(10_000));
    survives(&format!("a = {}", "[".repeat(10_000)));
    survives(&format!("a = {}", "{ a = ".repeat(10_000)));
}
