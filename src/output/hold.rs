//! Two builds of one folder: the second waits.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::{Target, Trouble};

/// Keeps other builds out of some folders while it lives; it ends with the process, however that ends.
#[derive(Debug)]
pub struct Hold {
    _folders: Vec<File>,
}

/// Keeps other builds out of the targets, which are created; `waits` is called before waiting for a folder.
///
/// Only where a folder can be locked, which it cannot on Windows and some network file systems.
///
/// # Errors
///
/// [`Trouble`] when two targets are one folder, or one cannot be created.
pub fn hold(targets: &[Target], waits: impl Fn(&Path)) -> Result<Hold, Trouble> {
    let mut folders = targets.iter().map(created).collect::<Result<Vec<_>, _>>()?;
    // Two builds that lock in one order never wait for each other.
    folders.sort();
    if let Some([one, _]) = folders.array_windows().find(|[one, other]| one == other) {
        return Err(Trouble {
            what: format!("cannot write to `{}`", one.display()),
            why: "two projects would be written there".to_owned(),
        });
    }
    let locked = folders.iter().filter_map(|folder| locked(folder, &waits));
    Ok(Hold { _folders: locked.collect() })
}

/// Where the folder really is.
fn created(target: &Target) -> Result<PathBuf, Trouble> {
    let folder = &target.folder;
    fs::create_dir_all(folder).map_err(|error| Trouble::io("create", folder, &error))?;
    fs::canonicalize(folder).map_err(|error| Trouble::io("read", folder, &error))
}

fn locked(folder: &Path, waits: impl Fn(&Path)) -> Option<File> {
    let file = File::open(folder).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => {
            waits(folder);
            file.lock().ok().map(|()| file)
        }
        Err(TryLockError::Error(_)) => None,
    }
}
