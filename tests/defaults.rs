//! `[defaults]`: what an entry inherits is as if it had been written there.

use std::collections::BTreeSet;

use kura::emit::File;
use kura::span::Source;
use kura::value::{FromText, ProjectPath};

const HEAD: &str = "kura = 1\n[project]\nname = \"shop\"\n[secrets]\nlogin = { kubernetes = \"login\", keys = [\"a\"] }\n[config_maps.app.data]\nmode = \"x\"\n";

fn files(text: &str) -> Vec<File> {
    let source = Source { path: "kura.toml".to_owned(), text: format!("{HEAD}{text}") };
    let repository = BTreeSet::from([ProjectPath::from_text("Dockerfile").unwrap()]);
    let compiled = kura::compile(&source, &repository, None);
    compiled.files.unwrap_or_else(|| panic!("{text}\n{:?}", compiled.diagnostics))
}

/// Asserts that a service inherits these keys as if they were its own.
#[track_caller]
fn same(defaults: &str, own: &str, together: &str) {
    let image = "image = \"redis:7\"\nsecurity_context = { run_as_user = 999 }\n";
    let inherited = files(&format!("[defaults.services]\n{defaults}\n[services.a]\n{image}{own}\n"));
    assert_eq!(inherited, files(&format!("[services.a]\n{image}{together}\n")));
}

#[test]
fn tables_merge_key_by_key() {
    same("labels = { a = \"1\", b = \"1\" }", "labels = { b = \"2\" }", "labels = { a = \"1\", b = \"2\" }");
}

#[test]
fn lists_and_values_are_replaced() {
    same(
        "args = [\"a\", \"b\"]\nreplicas = 2",
        "args = [\"c\"]\nreplicas = 3",
        "args = [\"c\"]\nreplicas = 3",
    );
}

#[test]
fn of_keys_that_exclude_each_other_the_own_wins() {
    same("port = 1", "ports = { x = 2 }", "ports = { x = 2 }");
    same(
        "port = 1\nhealth = { tcp = true }",
        "health = { path = \"/\" }",
        "port = 1\nhealth = { path = \"/\" }",
    );
}

#[test]
fn a_variable_is_a_value() {
    let own = "env = { A = { config_map = \"app\", key = \"mode\" } }";
    same("env = { A = { secret = \"login\", key = \"a\" } }", own, own);
}

#[test]
fn words_of_the_language_mean_nothing_in_open_maps() {
    same(
        "env = { port = \"1\", command = \"c\", size = \"9\" }",
        "env = { ports = \"2\", grpc = \"g\", claim = \"z\" }",
        "env = { port = \"1\", command = \"c\", size = \"9\", ports = \"2\", grpc = \"g\", claim = \"z\" }",
    );
}
