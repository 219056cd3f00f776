//! Messages: each `tests/ui/**/*.toml` against the snapshot beside it, exactly as the user sees it.

use std::collections::BTreeMap;
use std::fs;

use kura::diagnostic::render;
use kura::span::Source;
use kura::value::{FromText, ProjectPath};

/// The files that every case's repository holds, and their texts.
const REPOSITORY: &[(&str, &str)] = &[
    ("Dockerfile", "FROM scratch\n"),
    ("extra/good.yaml", include_str!("ui/service/manifests/good.yaml")),
    ("extra/bad.yaml", include_str!("ui/service/manifests/bad.yaml")),
    ("extra/open.yaml", include_str!("ui/service/manifests/open.yaml")),
    ("api/requirements.txt", ""),
    ("web/package.json", ""),
    ("web/package-lock.json", ""),
    ("poetry/poetry.lock", ""),
    ("plain/Dockerfile", "FROM scratch AS build\nFROM scratch as final\n"),
];

#[test]
fn every_mistake_is_explained() {
    insta::glob!("ui", "**/*.toml", |path| {
        let text = fs::read_to_string(path).unwrap();
        let source = Source { path: "kura.toml".to_owned(), text };
        let file = |(path, text): &(&str, &str)| (ProjectPath::from_text(path).unwrap(), (*text).to_owned());
        let repository: BTreeMap<_, _> = REPOSITORY.iter().map(file).collect();
        let compiled = kura::compile(&source, &repository, None);
        let messages: Vec<_> = render(&compiled.shown, &compiled.diagnostics).collect();
        let plain = anstream::adapter::strip_str(&messages.join("\n\n")).to_string();
        let case = path.file_stem().unwrap().to_str().unwrap();
        let beside = path.parent().unwrap();
        insta::with_settings!({
            snapshot_path => beside, prepend_module_to_snapshot => false, snapshot_suffix => "", omit_expression => true,
        }, {
            insta::assert_snapshot!(case, plain);
        });
    });
}
