//! Builds that are interrupted, and users who write meanwhile: nothing is lost, and the next build goes on.

mod moment;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::operations::Operations;
use super::write::carry_out;
use super::{Action, Change, Choices, LOCK_FILE, Plan, Target, plan};
use crate::emit::File;
use crate::value::{FromText, ProjectPath};

/// Every file of a folder by its path.
type Tree = BTreeMap<String, String>;

/// More operations than any build here makes.
const ALL: usize = usize::MAX;

struct Folder(TempDir);

impl Folder {
    /// In memory where that is possible, as a great many of these are made.
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        Self(if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn plan(&self, files: &[File]) -> Plan {
        plan(&Target::new(self.0.path().to_owned(), &self.path("kura.toml")), files).unwrap()
    }

    /// Builds by operations of which some fail; whether it came to an end.
    fn build(&self, files: &[File], operations: &Operations) -> bool {
        carry_out(&self.plan(files), operations).is_ok()
    }

    /// All files but the lock, folders too if they are empty.
    fn tree(&self) -> Tree {
        let entries = walkdir::WalkDir::new(self.0.path()).min_depth(1).into_iter().map(Result::unwrap);
        let name = |path: &Path| path.strip_prefix(self.0.path()).unwrap().to_str().unwrap().to_owned();
        let mut tree = Tree::new();
        for entry in entries.filter(|entry| entry.file_name() != LOCK_FILE) {
            if entry.file_type().is_file() {
                tree.insert(name(entry.path()), fs::read_to_string(entry.path()).unwrap());
            } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
                tree.insert(name(entry.path()), "an empty folder".to_owned());
            }
        }
        tree
    }
}

fn file(path: &str, text: &str) -> File {
    let executable = Path::new(path).extension().is_some_and(|extension| extension == "sh");
    let file = File::new(ProjectPath::from_text(path).unwrap(), text.to_owned());
    File { executable, ..file }
}

/// What a project compiles to, at different times.
fn versions() -> Vec<Vec<File>> {
    vec![
        vec![
            file("a", "1\n"),
            file("d/b", "1\n"),
            file("d/c", "1\n"),
            file("e/f/g", "1\n"),
            file("run.sh", "1\n"),
        ],
        vec![file("a", "2\n"), file("d/b", "1\n"), file("h/i", "2\n"), file("run.sh", "2\n")],
        vec![file("d/c", "2\n"), file("e/f/g", "1\n"), file("j/k/l", "3\n")],
        vec![],
    ]
}

fn tree_of(files: &[File]) -> Tree {
    files.iter().map(|file| (file.path.to_string(), file.contents.clone())).collect()
}

/// How many operations the build makes that leads from one version to another.
fn operations_between(old: &[File], new: &[File]) -> usize {
    let folder = Folder::new();
    folder.build(old, &Operations::default());
    let operations = Operations::default();
    assert!(folder.build(new, &operations));
    operations.count()
}

/// Interrupts the way from one version to another at every operation, and builds a third.
fn interrupted_everywhere(old: &[File], new: &[File], next: &[File], for_good: bool) {
    for number in 0..operations_between(old, new) {
        let folder = Folder::new();
        folder.build(old, &Operations::default());
        folder.write("d/mine", "mine\n");
        folder.build(new, &Operations::failing(number..if for_good { ALL } else { number + 1 }));
        for (path, text) in folder.tree().iter().filter(|(path, _)| !path.contains(".kura-")) {
            let versions = [tree_of(old), tree_of(new)];
            let known = versions.iter().any(|tree| tree.get(path) == Some(text));
            assert!(known || text == "mine\n" || text == "an empty folder", "{number}: {path} is {text:?}");
        }
        assert_eq!(folder.plan(next).conflicts().count(), 0, "{number}");
        assert!(folder.build(next, &Operations::default()), "{number}");
        let mut expected = tree_of(next);
        expected.insert("d/mine".to_owned(), "mine\n".to_owned());
        let mut tree = folder.tree();
        if !for_good {
            // A folder that refused to go when it was left is no reason to fail.
            tree.retain(|_, text| text != "an empty folder");
        }
        assert_eq!(tree, expected, "{number}");
        assert!(folder.plan(next).is_empty(), "{number}");
    }
}

#[test]
fn an_empty_folder_of_the_user_stays_when_a_build_fails() {
    let files = [file("theirs/below/a", "1\n"), file("kuras/b", "1\n")];
    for number in 0..operations_between(&[], &files) {
        let folder = Folder::new();
        fs::create_dir_all(folder.path("theirs")).unwrap();
        folder.build(&files, &Operations::failing(number..number + 1));
        assert!(folder.path("theirs").is_dir(), "{number}");
    }
}

/// `for_good` as by `kill -9`; else only one operation fails. What is built next is what was there before, or neither.
fn every_way(for_good: bool) {
    let versions = versions();
    for old in &versions {
        for new in &versions {
            interrupted_everywhere(old, new, old, for_good);
            interrupted_everywhere(old, new, &versions[2], for_good);
        }
    }
}

#[test]
fn a_killed_build_is_gone_on_with_after_every_operation() {
    every_way(true);
}

#[test]
fn a_build_that_failed_is_gone_on_with_after_every_operation() {
    every_way(false);
}

#[test]
fn a_build_that_cannot_prepare_changes_no_byte() {
    let versions = versions();
    let folder = Folder::new();
    folder.build(&versions[0], &Operations::default());
    let (before, lock) = (folder.tree(), fs::read(folder.path(LOCK_FILE)).unwrap());
    // Four for the lock, three for each new file and one for its folder, three to try each deletion.
    for number in 0..20 {
        assert!(!folder.build(&versions[1], &Operations::failing(number..number + 1)), "{number}");
        assert_eq!(folder.tree(), before, "{number}");
        assert_eq!(fs::read(folder.path(LOCK_FILE)).unwrap(), lock, "{number}");
    }
    assert!(!folder.build(&versions[1], &Operations::failing(20..21)));
    assert_eq!(folder.tree(), before);
    assert!(!folder.build(&versions[1], &Operations::failing(22..23)));
    assert_ne!(folder.tree(), before, "`a` is in place");
}

/// What a user has at the paths of kura: edited, edited and no longer produced, kept, and never kura's.
fn in_the_way() -> Folder {
    let versions = versions();
    let folder = Folder::new();
    folder.build(&versions[0], &Operations::default());
    let mut plan = folder.plan(&versions[0]);
    Choices { overwrite: vec![], keep: vec![folder.path("d/b")] }.apply(&mut plan);
    carry_out(&plan, &Operations::default()).unwrap();
    for path in ["a", "d/c", "d/b", "h/i"] {
        folder.write(path, "mine\n");
    }
    folder
}

/// The build of the second version to which the user gives everything.
fn overwritten(folder: &Folder, operations: &Operations) -> bool {
    let mut plan = folder.plan(&versions()[1]);
    let overwrite = vec![folder.path(""), folder.path("d/b")];
    Choices { overwrite, keep: vec![] }.apply(&mut plan);
    carry_out(&plan, operations).is_ok()
}

#[test]
fn what_a_killed_build_did_not_overwrite_is_not_overwritten_unasked() {
    let all = Operations::default();
    assert!(overwritten(&in_the_way(), &all));
    let mut asked_again = 0;
    for number in 0..all.count() {
        let folder = in_the_way();
        overwritten(&folder, &Operations::failing(number..ALL));
        let mine: Vec<_> = folder.tree().into_iter().filter(|(_, text)| text == "mine\n").collect();
        for version in &versions() {
            folder.build(version, &Operations::default());
            let tree = folder.tree();
            for (path, text) in &mine {
                assert_eq!(tree.get(path), Some(text), "{number}: {path}");
            }
        }
        asked_again += folder.plan(&versions()[1]).conflicts().count();
        assert!(overwritten(&folder, &Operations::default()), "{number}");
        assert_eq!(folder.tree(), tree_of(&versions()[1]), "{number}");
    }
    assert!(asked_again > 0, "some builds were killed before they overwrote");
}

#[test]
fn an_edit_between_plan_and_write_is_not_lost() {
    let versions = versions();
    let folder = Folder::new();
    folder.build(&versions[0], &Operations::default());
    for (path, new) in [("a", 1), ("d/c", 1), ("h/i", 1)] {
        let plan = folder.plan(&versions[new]);
        let before = fs::read_to_string(folder.path(path));
        folder.write(path, "mine\n");
        assert!(carry_out(&plan, &Operations::default()).unwrap_err().why.contains("meanwhile"));
        assert_eq!(fs::read_to_string(folder.path(path)).unwrap(), "mine\n");
        match before {
            Ok(text) => folder.write(path, &text),
            Err(_) => fs::remove_file(folder.path(path)).unwrap(),
        }
    }
}

#[cfg(unix)]
#[test]
fn a_script_can_be_run_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let files = [file("run.sh", "#!/bin/sh\n"), file("plain", "text\n")];
    let folder = Folder::new();
    let mode = |path| fs::metadata(folder.path(path)).unwrap().permissions().mode() & 0o100;
    folder.build(&files, &Operations::default());
    assert_eq!((mode("run.sh"), mode("plain")), (0o100, 0));
    folder.write("run.sh", "#!/bin/sh\r\n");
    fs::set_permissions(folder.path("run.sh"), fs::Permissions::from_mode(0o640)).unwrap();
    assert!(!folder.plan(&files).is_empty());
    folder.build(&files, &Operations::default());
    let repaired = fs::metadata(folder.path("run.sh")).unwrap().permissions().mode();
    assert_eq!(repaired & 0o777, 0o750, "who may not read it may not run it");
    assert_eq!(fs::read(folder.path("run.sh")).unwrap(), b"#!/bin/sh\r\n", "its bytes were right");
    assert!(folder.plan(&files).is_empty());
}

#[cfg(unix)]
#[test]
fn a_file_under_another_spelling_of_its_path_is_not_deleted() {
    let folder = Folder::new();
    folder.build(&[file("infra/x", "1\n")], &Operations::default());
    // As on a file system where case does not count.
    fs::create_dir(folder.path("Infra")).unwrap();
    fs::hard_link(folder.path("infra/x"), folder.path("Infra/x")).unwrap();
    assert!(folder.plan(&[file("Infra/x", "1\n")]).leaves_files());
    assert!(!folder.plan(&[file("other/x", "1\n")]).leaves_files());
}

/// What happens to a folder.
#[derive(Debug, Clone)]
enum Event {
    Build { version: usize, fails_at: usize, for_good: bool },
    Overwrite { version: usize, path: &'static str, fails_at: usize },
    Keep { version: usize, path: &'static str },
    Write(&'static str),
    Crlf(&'static str),
    Delete(&'static str),
    LoseLock,
}

fn event() -> impl Strategy<Value = Event> {
    let path =
        || proptest::sample::select(vec!["a", "d/b", "d/c", "e/f/g", "h/i", "j/k/l", "run.sh", "d/mine"]);
    let build = (0..4_usize, 0..60_usize, any::<bool>());
    prop_oneof![
        4 => build.prop_map(|(version, fails_at, for_good)| Event::Build { version, fails_at, for_good }),
        1 => (0..4_usize, path(), 0..60_usize)
            .prop_map(|(version, path, fails_at)| Event::Overwrite { version, path, fails_at }),
        1 => (0..4_usize, path()).prop_map(|(version, path)| Event::Keep { version, path }),
        2 => path().prop_map(Event::Write),
        1 => path().prop_map(Event::Crlf),
        1 => path().prop_map(Event::Delete),
        1 => Just(Event::LoseLock),
    ]
}

/// Lets it happen; `mine` is what the user wrote and did not give away.
fn happens(folder: &Folder, event: &Event, number: usize, mine: &mut Tree) {
    let versions = versions();
    match *event {
        Event::Build { version, fails_at, for_good } => {
            let end = if for_good { ALL } else { fails_at + 1 };
            folder.build(&versions[version], &Operations::failing(fails_at..end));
        }
        Event::Overwrite { version, path, fails_at } => {
            let mut plan = folder.plan(&versions[version]);
            let overwrite = vec![folder.path(path)];
            Choices { overwrite, keep: vec![] }.apply(&mut plan);
            let _ = carry_out(&plan, &Operations::failing(fails_at..ALL));
            if folder.tree().get(path) != mine.get(path) {
                mine.remove(path);
            }
        }
        Event::Keep { version, path } => {
            let mut plan = folder.plan(&versions[version]);
            let keep = vec![folder.path(path)];
            Choices { overwrite: keep.clone(), keep }.apply(&mut plan);
            carry_out(&plan, &Operations::default()).unwrap();
        }
        Event::Write(path) => {
            let text = format!("mine {number}\n");
            folder.write(path, &text);
            mine.insert(path.to_owned(), text);
        }
        Event::Crlf(path) => {
            if let Ok(text) = fs::read_to_string(folder.path(path)) {
                let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
                folder.write(path, &text);
                mine.entry(path.to_owned()).and_modify(|mine| *mine = text);
            }
        }
        Event::Delete(path) => {
            let _ = fs::remove_file(folder.path(path));
            mine.remove(path);
        }
        Event::LoseLock => {
            let _ = fs::remove_file(folder.path(LOCK_FILE));
            // Nobody knows any more whose they are, so kura would ask to have them moved away.
            for path in folder.tree().keys().filter(|path| path.contains(".kura-")) {
                fs::remove_file(folder.path(path)).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_no_byte_of_the_users_is_lost(events in prop::collection::vec(event(), 1..25)) {
        let folder = Folder::new();
        let mut mine = Tree::new();
        for (number, event) in events.iter().enumerate() {
            happens(&folder, event, number, &mut mine);
            let tree = folder.tree();
            for (path, text) in &mine {
                prop_assert_eq!(tree.get(path), Some(text), "{} after {:?}", path, event);
            }
        }
        let mut plan = folder.plan(&versions()[0]);
        Choices { overwrite: vec![folder.path("")], keep: vec![] }.apply(&mut plan);
        carry_out(&plan, &Operations::default()).unwrap();
        prop_assert!(folder.plan(&versions()[0]).is_empty(), "a build does all there is to do");
    }
}

#[test]
fn a_file_that_is_created_once_belongs_to_the_user() {
    let folder = Folder::new();
    let once = File { once: true, ..file("images.yaml", "a\n") };
    let files = [once];
    assert!(matches!(folder.plan(&files).changes.as_slice(), [Change { action: Action::Create(_), .. }]));
    folder.build(&files, &Operations::default());
    folder.write("images.yaml", "b\n");
    assert!(folder.plan(&files).is_empty());
    folder.build(&[], &Operations::default());
    assert_eq!(fs::read_to_string(folder.path("images.yaml")).unwrap(), "b\n");
}
