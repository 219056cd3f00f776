//! Any two texts are compared in meaning, as the language that the first byte chooses, and a text never differs from itself.

#![no_main]

use kura::semantic::{Text, compare};
use kura::value::{FromText, ProjectPath};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["Dockerfile", "Jenkinsfile", "a.conf", "a.sh", "a.tf", "a.yaml"];

fuzz_target!(|input: (u8, &str, &str)| {
    let (choice, before, after) = input;
    let Some(name) = NAMES.get(usize::from(choice) % NAMES.len()) else { return };
    let Ok(path) = ProjectPath::from_text(name) else { return };
    let text = |text| [Text { path: &path, text, stays: false }];
    compare(&text(before), &text(after));
    assert!(compare(&text(after), &text(after)).differences.is_empty(), "a text differs from itself");
});
