//! Users who save a file in the very moment of a build, or use a name of kura's.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use super::super::prepared::{begun, ready};
use super::{ALL, Folder, LOCK_FILE, Operations, carry_out, operations_between, versions};

/// A user saves a file in a moment of a build, which may be killed right after; `None` if its folder was not there.
fn saved_in_the_moment(path: &'static str, moment: usize, by_rename: bool, killed: bool) -> Option<Folder> {
    let versions = versions();
    let folder = Folder::new();
    folder.build(&versions[0], &Operations::default());
    let (place, aside) = (folder.path(path), folder.path("editors"));
    let saved = Rc::new(Cell::new(false));
    let done = Rc::clone(&saved);
    let user = move |number| {
        if number == moment && place.parent().unwrap().is_dir() {
            // Editors rename, and programs write over the old bytes.
            fs::write(if by_rename { &aside } else { &place }, "mine\n").unwrap();
            if by_rename {
                fs::rename(&aside, &place).unwrap();
            }
            done.set(true);
        }
    };
    let failing = if killed { moment + 1..ALL } else { ALL..ALL };
    folder.build(&versions[1], &Operations::failing(failing).while_user(user));
    saved.get().then_some(folder)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn what_is_saved_in_the_moment_of_a_build_is_not_lost() {
    let versions = versions();
    let all = operations_between(&versions[0], &versions[1]);
    let mut saved = 0;
    let ways = [(true, false), (true, true), (false, false), (false, true)];
    for (moment, (by_rename, killed)) in (0..all).flat_map(|moment| ways.map(|way| (moment, way))) {
        for path in ["a", "d/c", "h/i", "run.sh"] {
            let Some(folder) = saved_in_the_moment(path, moment, by_rename, killed) else { continue };
            for version in [1, 1, 2, 0] {
                folder.build(&versions[version], &Operations::default());
            }
            let what = format!("{path} at {moment}, by rename: {by_rename}, killed: {killed}");
            assert_eq!(folder.tree().get(path).map(String::as_str), Some("mine\n"), "{what}");
            saved += 1;
        }
    }
    assert!(saved > 3 * ways.len() * all, "{saved}");
}

#[test]
fn a_file_of_the_users_with_the_name_of_a_prepared_one_stays() {
    for path in ["a", "d/c", "h/i", LOCK_FILE] {
        for name in [ready(Path::new(path)), begun(Path::new(path))] {
            let name = name.to_str().unwrap();
            let (folder, versions) = (Folder::new(), versions());
            folder.build(&versions[0], &Operations::default());
            folder.write(name, "mine\n");
            let before = folder.tree();
            let why = carry_out(&folder.plan(&versions[1]), &Operations::default()).unwrap_err().why;
            assert!(why.contains("move or delete it"), "{name}: {why}");
            assert_eq!(folder.tree(), before, "{name}");
            fs::remove_file(folder.path(name)).unwrap();
            assert!(folder.build(&versions[1], &Operations::default()), "{name}");
        }
    }
}
