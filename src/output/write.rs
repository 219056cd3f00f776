//! From a plan to the disk: everything is prepared first, then put in place file by file.
//!
//! Interrupted at any point, each file is old or new, never half, and `kura.lock` knows both; the next build goes on.

use std::collections::BTreeSet;
use std::path::Path;

use super::found::{Found, link_on_the_way};
use super::line_endings::is_text;
use super::operations::{Operations, beside};
use super::{Action, Change, LOCK_FILE, Lock, Plan, Trouble, on_disk};
use crate::value::ProjectPath;

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
    remove_prepared(plan, operations)?;
    let meanwhile = plan.lock_meanwhile();
    let done = write_lock(plan, &plan.old_lock, &meanwhile, operations)
        .and_then(|()| prepare_all(plan, &meanwhile, operations))
        .and_then(|()| plan.changes.iter().try_for_each(|change| put_in_place(plan, change, operations)))
        .and_then(|()| {
            remove_empty_folders(plan, operations);
            write_lock(plan, &meanwhile, &plan.lock(), operations)
        });
    if done.is_err() {
        take_back(plan, operations);
    }
    done
}

/// Prepares every file, or takes everything back.
fn prepare_all(plan: &Plan, meanwhile: &Lock, operations: &Operations) -> Result<(), Trouble> {
    let prepared = plan.changes.iter().try_for_each(|change| prepare_change(plan, change, operations));
    if prepared.is_err() {
        take_back(plan, operations);
        let _ = write_lock(plan, meanwhile, &plan.old_lock, operations);
    }
    prepared
}

/// Removes what was prepared in vain; what cannot be removed now, the next build removes.
fn take_back(plan: &Plan, operations: &Operations) {
    let _ = remove_prepared(plan, operations);
    remove_empty_folders(plan, operations);
}

/// Writes a new file beside its place, or finds out whether a file can be deleted.
fn prepare_change(plan: &Plan, change: &Change, operations: &Operations) -> Result<(), Trouble> {
    let place = on_disk(&plan.root, &change.path);
    match &change.action {
        action if is_only_mode(action) => Ok(()),
        Action::Create(file) | Action::Update(file, _) => {
            prepare(&place, &file.contents, file.executable, operations)
        }
        Action::Delete(_) => {
            let tried = operations
                .create_file(&beside(&place), b"", false)
                .and_then(|()| operations.remove_file(&beside(&place)));
            tried.map_err(|error| Trouble::io("delete", &place, &error))
        }
        Action::Unchanged | Action::Kept(_) | Action::Conflict(_) => Ok(()),
    }
}

/// Whether a file's bytes stay as they are.
fn is_only_mode(action: &Action) -> bool {
    matches!(action, Action::Update(file, old) if is_text(old, file.contents.as_bytes()))
}

fn prepare(place: &Path, text: &str, executable: bool, operations: &Operations) -> Result<(), Trouble> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let prepared = operations
        .create_folder(folder)
        .and_then(|()| operations.create_file(&beside(place), text.as_bytes(), executable));
    prepared.map_err(|error| Trouble::io("write", place, &error))
}

/// Makes one change, if everything is as it was planned.
fn put_in_place(plan: &Plan, change: &Change, operations: &Operations) -> Result<(), Trouble> {
    let place = on_disk(&plan.root, &change.path);
    let (verb, done) = match &change.action {
        Action::Unchanged | Action::Kept(_) | Action::Conflict(_) => return Ok(()),
        action if !is_as_planned(plan, change)? => {
            let verb = if matches!(action, Action::Delete(_)) { "delete" } else { "write" };
            return Err(Trouble {
                what: format!("cannot {verb} `{}`", place.display()),
                why: "it was changed meanwhile: run `kura build` again".to_owned(),
            });
        }
        Action::Delete(_) => ("delete", operations.remove_file(&place)),
        action if is_only_mode(action) => ("write", operations.set_executable(&place)),
        Action::Create(_) | Action::Update(..) => ("write", operations.rename(&beside(&place), &place)),
    };
    done.map_err(|error| Trouble::io(verb, &place, &error))
}

/// Whether a path still is what the plan saw, so that nobody's edit of this moment is lost.
fn is_as_planned(plan: &Plan, change: &Change) -> Result<bool, Trouble> {
    Ok(match (&change.action, Found::at(&plan.root, &change.path)?) {
        (Action::Create(_), Found::Nothing) => true,
        (Action::Update(_, old) | Action::Delete(old), Found::File { bytes, .. }) => is_text(&bytes, old),
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
    prepare(&place, &new.print(), false, operations)?;
    operations.rename(&beside(&place), &place).map_err(|error| Trouble::io("write", &place, &error))
}

/// Every path that this build or an interrupted one may have touched; none leads through a link.
fn touched(plan: &Plan) -> impl Iterator<Item = &ProjectPath> {
    let paths = plan.changes.iter().map(|change| &change.path).chain(plan.old_lock.entries.keys());
    paths.filter(|path| link_on_the_way(&plan.root, path).is_none())
}

/// Removes what a build prepared and did not put in place.
fn remove_prepared(plan: &Plan, operations: &Operations) -> Result<(), Trouble> {
    let places = touched(plan).map(|path| on_disk(&plan.root, path));
    for place in places.chain([plan.root.join(LOCK_FILE)]) {
        let prepared = beside(&place);
        if prepared.is_file() {
            operations.remove_file(&prepared).map_err(|error| Trouble::io("delete", &prepared, &error))?;
        }
    }
    Ok(())
}

/// Removes the folders that hold nothing any more.
fn remove_empty_folders(plan: &Plan, operations: &Operations) {
    let mut folders = BTreeSet::new();
    for path in touched(plan) {
        let mut folder = path.parent();
        while !folder.is_root() && folders.insert(folder.clone()) {
            folder = folder.parent();
        }
    }
    // A folder that is not empty refuses to go, and so do those above it.
    for folder in folders.iter().rev() {
        let _ = operations.remove_folder(&on_disk(&plan.root, folder));
    }
}
