//! Files and manifests that a script prints: YAML from trees, with values in it that only the shell knows.

use serde_json::Value;

use crate::lang::{shell, yaml};

/// The lines of a tree as words of the shell, which mean themselves.
pub(super) fn words(value: Value) -> Vec<String> {
    yaml::print(&[value.into()]).lines().map(shell::quote).collect()
}

/// A `printf` that prints the words, each as a line; `then` is what follows, such as a redirection.
pub(super) fn print(words: &[String], then: &str) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("    {word} \\\n")).collect();
    format!("printf '%s\\n' \\\n{}    {then}", words.concat())
}
