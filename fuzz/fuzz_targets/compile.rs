//! Any text is compiled or refused with a word, and what is found can be shown.

#![no_main]

use std::collections::BTreeSet;

use kura::diagnostic::{fixed, render};
use kura::span::Source;
use kura::value::{FromText, ProjectPath};
use libfuzzer_sys::fuzz_target;

/// As many findings as the command line shows.
const MOST_SHOWN: usize = 200;

fuzz_target!(|text: &str| {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let files = ["Dockerfile", "backend/requirements.txt", "frontend/package.json", "frontend/package-lock.json"];
    let repository: BTreeSet<_> = files.iter().filter_map(|file| ProjectPath::from_text(file).ok()).collect();
    let compiled = kura::compile(&source, &repository, None);
    render(&compiled.shown, compiled.diagnostics.iter().take(MOST_SHOWN)).for_each(drop);
    fixed(&source.text, &compiled.diagnostics);
    assert!(compiled.files.is_some() || !compiled.diagnostics.is_empty(), "refused without a word");
});
