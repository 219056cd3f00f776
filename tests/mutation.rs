//! Texts that were right before they were mutated: kura.toml, and the files that `diff` and `build` read.
//!
//! `KURA_MUTATED_TEXTS` asks for more of them, `KURA_ATTACK_SEED` for others.

#![expect(clippy::indexing_slicing, reason = "the places are inside of the text by the way they are chosen")]

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{available_parallelism, scope};
use std::time::Instant;

use kura::output::{LOCK_FILE, Lock};
use kura::semantic::{Text, compare};
use kura::value::{FromText, ProjectPath};
use walkdir::WalkDir;

use crate::robustness::survives;

/// What means something to TOML, and to the languages of what is written.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0000",
    "\\U00110000",
    "#",
    "\n",
    "\r",
    "\t",
    "\0",
    " ",
    ":",
    "- ",
    "---\n",
    "|",
    ">",
    "&a",
    "*a",
    "<<: *a",
    "<<EOF\n",
    "EOF",
    "${",
    "}",
    "%{",
    "$",
    "/*",
    "*/",
    "//",
    "é",
    "\u{2028}",
    "\u{feff}",
    "-1",
    "0x",
    "1e999",
    "9223372036854775807",
    "nan",
    "inf",
    "2026-11-22",
    "true",
    "null",
    "/0",
    "10.0.0.0/33",
    "*/0",
    "@",
    "sha256:",
    "..",
    "/",
    "defaults",
    "renamed_from",
    "secret",
    "image",
    "FROM ",
    "RUN ",
    "USER ",
    "stage(",
    "sh '''",
    "resource \"a\" \"b\" {",
    "kind: Secret\n",
];

/// Numbers that look random, always the same ones for a seed: [`SplitMix64`](https://prng.di.unimi.it/splitmix64.c).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let at = self.below(of.len());
        &of[at]
    }

    /// A part of a text, as its bytes from and to, of at most that length.
    fn part(&mut self, text: &[u8], most: usize) -> (usize, usize) {
        let start = self.below(text.len() + 1);
        (start, (start + self.below(most)).min(text.len()))
    }
}

/// A text with some mutations: bytes, pieces and lines that are changed, cut, doubled, nested, or come from another text.
fn mutated(texts: &[String], chance: &mut Chance) -> String {
    let mut text = chance.one(texts).clone().into_bytes();
    for _ in 0..=chance.below(6) {
        let (start, end) = chance.part(&text, 60);
        let new = match chance.below(10) {
            0 => text[start..end].iter().map(|byte| byte ^ (1 << chance.below(8))).collect(),
            1 => Vec::new(),
            2 => text[start..end].repeat(2 + chance.below(3)),
            3 => {
                let other = chance.one(texts).as_bytes();
                let (from, to) = chance.part(other, 400);
                other[from..to].to_vec()
            }
            4 => line(&text, start).repeat(1 + chance.below(3)),
            5 => nested(&text[start..end], chance),
            6 => chance.one(PIECES).repeat(1 + chance.below(400)).into_bytes(),
            _ => chance.one(PIECES).as_bytes().to_vec(),
        };
        text.splice(start..end, new);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// The line of a text that begins before a place.
fn line(text: &[u8], at: usize) -> Vec<u8> {
    let start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
    let end = text[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |after| at + after + 1);
    text[start..end].to_vec()
}

fn nested(text: &[u8], chance: &mut Chance) -> Vec<u8> {
    let (open, close) =
        *chance.one(&[("[", "]"), ("{a=", "}"), ("[{a=", "}]"), ("(", ")"), ("a.", ""), ("- ", "")]);
    let depth = 1 + chance.below(200);
    [open.repeat(depth).as_bytes(), text, close.repeat(depth).as_bytes()].concat()
}

/// Numbers of the environment.
fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Does something with as many mutated texts as are asked for; whatever panics, or takes long, is shown.
fn mutate(texts: &[String], share: u64, work: impl Fn(&str) + Sync) {
    let seed = asked("KURA_ATTACK_SEED", 1);
    let count = asked("KURA_MUTATED_TEXTS", 200) / share;
    let workers = u64::try_from(available_parallelism().unwrap().get()).unwrap();
    let one = |number: u64| {
        let text = mutated(texts, &mut Chance(seed.wrapping_mul(1_000_003).wrapping_add(number)));
        let start = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| work(&text)));
        let seconds = start.elapsed().as_secs();
        assert!(done.is_ok() && seconds < 20, "seed {seed}, number {number}, {seconds} s:\n{text:?}");
    };
    scope(|scope| {
        for worker in 0..workers {
            let mine = (worker..count).step_by(usize::try_from(workers).unwrap());
            scope.spawn(move || mine.for_each(one));
        }
    });
}

/// The texts below a folder whose name ends so.
fn texts(folder: &str, is_one: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let all = WalkDir::new(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).sort_by_file_name();
    let files = all.into_iter().map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file());
    let named = files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path));
    named
        .filter(|(name, _)| is_one(name))
        .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn a_project_is_compiled_or_refused() {
    let of = |folder| texts(folder, |name| name.contains(".toml")).into_iter().map(|(_, text)| text);
    // The examples weigh more than the many small cases.
    let examples: Vec<_> = of("examples").collect();
    let all: Vec<_> = of("tests/ui").chain(examples.iter().cloned().cycle().take(80)).collect();
    mutate(&all, 1, survives);
}

fn side<'a>(path: &'a ProjectPath, text: &'a str) -> [Text<'a>; 1] {
    [Text { path, text, stays: false }]
}

#[test]
fn a_file_that_is_compared_is_understood_or_not() {
    let mut by_name: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, text) in texts("out", |_| true) {
        let ends = ["Jenkinsfile", ".tf", ".yaml", ".sh", ".conf", ".dockerignore"];
        let language = ends.into_iter().find(|end| name.ends_with(end));
        let language = language.or(name.contains("Dockerfile").then_some("Dockerfile"));
        by_name.entry(language.unwrap_or("other")).or_default().push(text);
    }
    let share = u64::try_from(by_name.len()).unwrap();
    for (name, texts) in by_name {
        let path = ProjectPath::from_text(&name.replacen('.', "a.", 1)).unwrap();
        mutate(&texts, share, |text| {
            compare(&side(&path, &texts[0]), &side(&path, text));
            let same = compare(&side(&path, text), &side(&path, text));
            assert!(same.differences.is_empty(), "{name} differs from itself: {:?}", same.differences);
        });
    }
}

#[test]
fn a_lock_is_read_or_refused() {
    let texts: Vec<_> = texts("out", |name| name == LOCK_FILE).into_iter().map(|(_, text)| text).collect();
    mutate(&texts, 10, |text| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(LOCK_FILE), text).unwrap();
        if let Ok(lock) = Lock::read(folder.path()) {
            fs::write(folder.path().join(LOCK_FILE), lock.print()).unwrap();
            // How it came about is not printed.
            let again = Lock::read(folder.path()).map(|again| again.print());
            assert_eq!(again.ok(), Some(lock.print()), "a lock that is read can be printed");
        }
    });
}
