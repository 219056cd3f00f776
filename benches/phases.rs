//! The phases, each on every example: `cargo bench`.

#![expect(clippy::unwrap_used, reason = "what is measured is an example, in which nothing is wrong")]

use std::fs;
use std::path::Path;

use divan::{Bencher, black_box};
use kura::diagnostic::Report;
use kura::emit::{Draft, File};
use kura::model::Model;
use kura::output::{Disk, Target};
use kura::read::Reading;
use kura::semantic::Text;
use kura::span::Source;

const EXAMPLES: &[&str] = &["minimal", "deployment-9", "kitchen-sink"];

fn main() {
    divan::main();
}

/// An example, as far as the phases before the measured one bring it.
struct Example {
    disk: Disk,
    source: Source,
    reading: Reading,
    model: Model,
    files: Vec<File>,
}

impl Example {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
        let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
        let source = Source { path: "kura.toml".to_owned(), text };
        let disk = Disk::new(&folder);
        let reading = kura::read::read(&source, &mut Report::default()).unwrap();
        let model = kura::model::resolve(&reading, &disk, None, &mut Report::default()).unwrap();
        let files = kura::emit::emit(&model).into_iter().map(Draft::print).collect();
        Self { disk, source, reading, model, files }
    }
}

#[divan::bench(args = EXAMPLES)]
fn read(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    bencher.bench(|| kura::read::read(black_box(&example.source), &mut Report::default()));
}

#[divan::bench(args = EXAMPLES)]
fn resolve(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    let resolve =
        || kura::model::resolve(black_box(&example.reading), &example.disk, None, &mut Report::default());
    bencher.bench_local(resolve);
}

#[divan::bench(args = EXAMPLES)]
fn check(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    let check = || kura::rules::check(black_box(&example.model), &example.source, &mut Report::default());
    bencher.bench(check);
}

#[divan::bench(args = EXAMPLES)]
fn emit(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    let print = |drafts: Vec<Draft<'_>>| drafts.into_iter().map(Draft::print).collect::<Vec<_>>();
    bencher.bench(|| print(kura::emit::emit(black_box(&example.model))));
}

/// Beside the files of a first build, as before a build that changes nothing.
#[divan::bench(args = EXAMPLES)]
fn plan(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    let folder = tempfile::tempdir().unwrap();
    let target = Target::new(folder.path().to_owned(), &folder.path().join("kura.toml"));
    kura::output::write(&kura::output::plan(&target, &example.files).unwrap()).unwrap();
    bencher.bench(|| kura::output::plan(black_box(&target), &example.files).unwrap());
}

/// A tree with itself, so that every file is read and every object finds its own.
#[divan::bench(args = EXAMPLES)]
fn compare(bencher: Bencher<'_, '_>, name: &str) {
    let example = Example::new(name);
    let texts =
        example.files.iter().map(|file| Text { path: &file.path, text: &file.contents, stays: false });
    let texts: Vec<_> = texts.collect();
    bencher.bench(|| kura::semantic::compare(black_box(&texts), &texts));
}
