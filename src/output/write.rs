//! From a plan to the disk: everything is prepared first, then put in place file by file.
//!
//! Interrupted at any point, each file is old or new, never half, and `kura.lock` knows both; the next build goes on.

use std::collections::BTreeSet;
use std::fs;

use super::found::Found;
use super::line_endings::{ended_like, is_text};
use super::operations::Operations;
use super::prepared::{begun, clear, clear_lock, prepare, ready, touched};
use super::{Action, Change, LOCK_FILE, Lock, Plan, Trouble, on_disk, replace};
use crate::value::ProjectPath;

/// Folders of a project, each after those above it.
type Folders = BTreeSet<ProjectPath>;

/// Carries a plan out; a plan with conflicts changes nothing.
///
/// # Errors
///
/// [`Trouble`] when the disk refuses, or a file was changed since it was planned.
/// Until everything is prepared, no file has changed then; after that, the next build goes on.
pub fn write(plan: &Plan) -> Result<(), Trouble> {
    carry_out(plan, &Operations::default())
}

/// Carries a plan out by those operations.
///
/// The lock knows every path, with what kura wrote there and what it writes, before anything happens, and forgets the old last.
pub(super) fn carry_out(plan: &Plan, operations: &Operations) -> Result<(), Trouble> {
    if plan.conflicts().next().is_some() {
        return Ok(());
    }
    if plan.is_empty() {
        return clear_lock(plan, operations);
    }
    let folders = own_folders(plan);
    clear(plan, &plan.old_lock, operations)?;
    let meanwhile = plan.lock_meanwhile();
    let put = |change| put_in_place(plan, &meanwhile, change, operations);
    let done = write_lock(plan, &plan.old_lock, &meanwhile, operations)
        .and_then(|()| prepare_all(plan, &meanwhile, &folders, operations))
        .and_then(|()| plan.changes.iter().try_for_each(put))
        .and_then(|()| {
            remove_empty(&folders, plan, operations);
            write_lock(plan, &meanwhile, &plan.lock(), operations)
        });
    if done.is_err() {
        let _ = take_back(plan, &meanwhile, &folders, operations);
    }
    done
}

/// Prepares every file, or takes everything back.
fn prepare_all(
    plan: &Plan,
    meanwhile: &Lock,
    folders: &Folders,
    operations: &Operations,
) -> Result<(), Trouble> {
    let prepared = plan.changes.iter().try_for_each(|change| prepare_change(plan, change, operations));
    if prepared.is_err() {
        let _ = take_back(plan, meanwhile, folders, operations)
            .and_then(|()| write_lock(plan, meanwhile, &plan.old_lock, operations));
    }
    prepared
}

/// Removes what was prepared in vain; what cannot be removed now, the next build removes.
fn take_back(
    plan: &Plan,
    meanwhile: &Lock,
    folders: &Folders,
    operations: &Operations,
) -> Result<(), Trouble> {
    let cleared = clear(plan, meanwhile, operations);
    remove_empty(folders, plan, operations);
    cleared
}

/// Writes a new file beside its place, or finds out whether a file can be deleted.
fn prepare_change(plan: &Plan, change: &Change, operations: &Operations) -> Result<(), Trouble> {
    let place = on_disk(&plan.root, &change.path);
    let (verb, done) = match &change.action {
        Action::Unchanged | Action::Kept(_) | Action::Conflict(_) => return Ok(()),
        action if is_only_mode(action) => return Ok(()),
        Action::Create(file) => {
            ("write", prepare(&place, file.contents.as_bytes(), file.executable, operations))
        }
        // A script with CRLF does not start.
        Action::Update(file, _) if file.executable => {
            ("write", prepare(&place, file.contents.as_bytes(), true, operations))
        }
        Action::Update(file, old) => {
            ("write", prepare(&place, &ended_like(old, &file.contents), false, operations))
        }
        Action::Delete(_) => {
            let tried = operations.create_file(&begun(&place), b"", false);
            ("delete", tried.and_then(|()| operations.remove_file(&begun(&place))))
        }
    };
    done.map_err(|error| Trouble::io(verb, &place, &error))
}

/// Whether a file's text stays as it is.
fn is_only_mode(action: &Action) -> bool {
    matches!(action, Action::Update(file, old) if is_text(old, file.contents.as_bytes()))
}

/// Makes one change, if everything is as it was planned.
fn put_in_place(
    plan: &Plan,
    meanwhile: &Lock,
    change: &Change,
    operations: &Operations,
) -> Result<(), Trouble> {
    let place = on_disk(&plan.root, &change.path);
    let ready = ready(&place);
    // What the user gave away needs no second look, and the next build would not know it for kura's.
    let is_kuras = |old: &[u8]| meanwhile.entries.get(&change.path).is_some_and(|known| known.has(old));
    let verb = if matches!(change.action, Action::Delete(_)) { "delete" } else { "write" };
    let done = match &change.action {
        Action::Unchanged | Action::Kept(_) | Action::Conflict(_) => return Ok(()),
        _ if !is_as_planned(plan, change)? => Ok(false),
        action if is_only_mode(action) => operations.set_executable(&place).map(|()| true),
        Action::Create(_) => replace::create(&ready, &place, operations),
        Action::Update(_, old) if is_kuras(old) => replace::replace(&ready, &place, old, operations),
        Action::Update(..) => operations.rename(&ready, &place).map(|()| true),
        Action::Delete(old) if is_kuras(old) => replace::delete(&ready, &place, old, operations),
        Action::Delete(_) => operations.remove_file(&place).map(|()| true),
    };
    match done {
        Ok(true) => Ok(()),
        Ok(false) => Err(Trouble::meanwhile(verb, &place)),
        Err(error) => Err(Trouble::io(verb, &place, &error)),
    }
}

/// Whether a path still is what the plan saw, so that nobody's edit of this moment is lost.
fn is_as_planned(plan: &Plan, change: &Change) -> Result<bool, Trouble> {
    Ok(match (&change.action, Found::at(&plan.root, &change.path)?) {
        (Action::Create(_), Found::Nothing) => true,
        (Action::Update(_, old) | Action::Delete(old), Found::File { bytes, .. }) => bytes == *old,
        _ => false,
    })
}

/// Replaces the lock, where it changes.
fn write_lock(plan: &Plan, old: &Lock, new: &Lock, operations: &Operations) -> Result<(), Trouble> {
    if old == new {
        return Ok(());
    }
    let place = plan.root.join(LOCK_FILE);
    if *new == Lock::default() {
        return operations.remove_file(&place).map_err(|error| Trouble::io("delete", &place, &error));
    }
    let bytes = ended_like(&fs::read(&place).unwrap_or_default(), &new.print());
    let written =
        prepare(&place, &bytes, false, operations).and_then(|()| operations.rename(&ready(&place), &place));
    written.map_err(|error| Trouble::io("write", &place, &error))
}

/// The folders on the way to what a build touches that are kura's to remove: they lead to what it wrote before, or are not there yet.
///
/// An empty folder that somebody made stays, also where a build began to write into it and could not.
fn own_folders(plan: &Plan) -> Folders {
    let mut folders = Folders::new();
    for path in touched(plan) {
        let was_written = plan.old_lock.entries.contains_key(path);
        let mut folder = path.parent();
        while !folder.is_root() {
            if was_written || fs::symlink_metadata(on_disk(&plan.root, &folder)).is_err() {
                folders.insert(folder.clone());
            }
            folder = folder.parent();
        }
    }
    folders
}

/// Removes those of the folders that hold nothing any more.
fn remove_empty(folders: &Folders, plan: &Plan, operations: &Operations) {
    // A folder that is not empty refuses to go, and so do those above it.
    for folder in folders.iter().rev() {
        let _ = operations.remove_folder(&on_disk(&plan.root, folder));
    }
}
