//! What a build has beside its places: files that it writes, and those that are ready or moved aside.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::found::link_on_the_way;
use super::line_endings::with_lf;
use super::lock::{State, hash};
use super::operations::Operations;
use super::{Action, LOCK_FILE, Lock, Plan, Trouble, on_disk};
use crate::value::ProjectPath;

/// Where a file is that is ready for its place, or moved aside from there: under a name that the next build finds again.
pub(super) fn ready(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default();
    let hash = hash(name.as_encoded_bytes());
    place.with_file_name(format!(".kura-{}", hash.get(..16).unwrap_or_default()))
}

/// Where a file is as long as it is not wholly written.
pub(super) fn begun(place: &Path) -> PathBuf {
    ready(place).with_extension("part")
}

/// Writes a file beside its place, from where it needs one rename.
pub(super) fn prepare(
    place: &Path,
    bytes: &[u8],
    executable: bool,
    operations: &Operations,
) -> io::Result<()> {
    operations.create_folder(place.parent().unwrap_or(Path::new(".")))?;
    operations.create_file(&begun(place), bytes, executable)?;
    operations.rename_new(&begun(place), &ready(place))
}

/// Every path that this build or an interrupted one may have touched; none leads through a link.
pub(super) fn touched(plan: &Plan) -> impl Iterator<Item = &ProjectPath> {
    let paths = plan.changes.iter().map(|change| &change.path).chain(plan.old_lock.entries.keys());
    paths.filter(|path| link_on_the_way(&plan.root, path).is_none())
}

/// Removes what a build prepared and did not put in place, as the lock that it left knows it.
///
/// # Errors
///
/// [`Trouble`] when something else has the name, which is the user's; it stays, or goes back to where it was saved.
pub(super) fn clear(plan: &Plan, lock: &Lock, operations: &Operations) -> Result<(), Trouble> {
    for path in touched(plan) {
        let place = on_disk(&plan.root, path);
        let is_writing = lock.state == State::Writing;
        remove(&begun(&place), |bytes| is_writing || writes(plan, path, bytes), operations)?;
        let known = lock.entries.get(path).filter(|_| is_writing);
        let is_kuras =
            |bytes: &[u8]| known.is_some_and(|known| known.has(bytes)) || writes(plan, path, bytes);
        if is_writing && is_file(&ready(&place)) && !holds(&ready(&place), is_kuras) {
            give_back(&place, is_kuras, operations)?;
        }
        remove(&ready(&place), is_kuras, operations)?;
    }
    clear_lock(plan, operations)
}

/// Removes what was prepared for the lock, before it could say so.
pub(super) fn clear_lock(plan: &Plan, operations: &Operations) -> Result<(), Trouble> {
    let place = plan.root.join(LOCK_FILE);
    remove(&begun(&place), Lock::is_begun_in, operations)?;
    remove(&ready(&place), Lock::is_begun_in, operations)
}

/// Removes a file of kura's.
fn remove(prepared: &Path, is_kuras: impl Fn(&[u8]) -> bool, operations: &Operations) -> Result<(), Trouble> {
    if fs::symlink_metadata(prepared).is_err() {
        return Ok(());
    }
    if holds(prepared, is_kuras) {
        return operations.remove_file(prepared).map_err(|error| Trouble::io("delete", prepared, &error));
    }
    Err(Trouble {
        what: format!("cannot write in `{}`", prepared.parent().unwrap_or(Path::new(".")).display()),
        why: format!(
            "`{}` is in the way: kura prepares files under such names, but does not know this one; move or delete it",
            prepared.file_name().unwrap_or(OsStr::new("")).display()
        ),
    })
}

/// What somebody saved in the moment of a build that was killed goes back to its place, if nothing else of theirs is there.
fn give_back(place: &Path, is_kuras: impl Fn(&[u8]) -> bool, operations: &Operations) -> Result<(), Trouble> {
    let given_back = if holds(place, is_kuras) {
        operations.exchange(&ready(place), place)
    } else {
        operations.rename_new(&ready(place), place)
    };
    match given_back {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Trouble::io("write", place, &error)),
        Ok(()) => Err(Trouble::meanwhile("write", place)),
    }
}

/// Whether those bytes are what is written to a path, or how that begins; needed where no lock tells.
fn writes(plan: &Plan, path: &ProjectPath, bytes: &[u8]) -> bool {
    let mut changes = plan.changes.iter().filter(|change| change.path == *path);
    changes.any(|change| match &change.action {
        Action::Create(file) | Action::Update(file, _) => {
            file.contents.as_bytes().starts_with(&with_lf(bytes))
        }
        _ => false,
    })
}

fn holds(place: &Path, is_kuras: impl Fn(&[u8]) -> bool) -> bool {
    is_file(place) && fs::read(place).is_ok_and(|bytes| is_kuras(&bytes))
}

fn is_file(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|metadata| metadata.is_file())
}
