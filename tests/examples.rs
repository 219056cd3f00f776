//! The product: what each example compiles to is what `out/` holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kura::output::{Disk, LOCK_FILE};
use kura::span::Source;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders in `examples/`.
pub(crate) fn examples() -> Vec<PathBuf> {
    let mut folders: Vec<_> =
        fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn compiled(folder: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
    let source = Source { path: "kura.toml".to_owned(), text };
    let compiled = kura::compile(&source, &Disk::new(folder), None);
    assert_eq!(compiled.diagnostics, [], "{}", folder.display());
    compiled.files.unwrap().into_iter().map(|file| (file.path.to_string(), file.contents)).collect()
}

fn committed(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    files
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != LOCK_FILE)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn out_is_what_the_examples_compile_to() {
    for folder in examples() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let (new, old) = (compiled(&folder), committed(&root().join("out").join(name)));
        let paths: BTreeSet<_> = new.keys().chain(old.keys()).collect();
        for path in paths {
            assert!(
                new.get(path) == old.get(path),
                "out/{name}/{path} is stale: run `cargo run --release -- build examples/{name} --out out/{name}`"
            );
        }
    }
}

/// The ids of checkov's checks that stand in a text after one of these.
fn checks<'t>(text: &'t str, before: &[&str]) -> BTreeSet<&'t str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let found = before.iter().flat_map(|before| text.match_indices(before).map(|(at, word)| at + word.len()));
    found.map(|at| text[at..].split(|c| !is_part(c)).next().unwrap()).collect()
}

#[test]
fn what_checkov_is_told_not_to_ask_is_listed_and_little() {
    let folder = root().join("examples/deployment-9");
    let files = compiled(&folder).into_values().collect::<String>();
    let told = checks(&files, &["checkov:skip=", "skip1: ", "skip2: ", "skip3: ", "skip4: "]);
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    assert_eq!(told, checks(&readme, &["\n| `"]).into_iter().filter(|id| id.starts_with("CKV")).collect());
    assert!(told.len() <= 10, "{told:?}");
}

#[test]
fn order_of_tables_does_not_matter() {
    let folder = root().join("examples/kitchen-sink");
    let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
    let (first, rest) = text.split_once("\n[project]").unwrap();
    let mut tables: Vec<&str> = rest.split("\n[").collect();
    tables.reverse();
    // The last piece is the body of [project], whose header was cut off.
    let project = tables.pop().unwrap();
    let tables = tables.join("\n\n[");
    let source = Source { path: String::new(), text: format!("{first}\n[{tables}\n[project]{project}") };
    let files = kura::compile(&source, &Disk::new(&folder), None).files.unwrap();
    let reordered: BTreeMap<_, _> =
        files.into_iter().map(|file| (file.path.to_string(), file.contents)).collect();
    assert!(reordered == compiled(&folder));
}
