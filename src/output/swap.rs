//! Two renames that lose nothing: one that replaces nothing, and one that swaps.
//!
//! Linux and macOS have them, on most file systems. Elsewhere the first looks before it renames.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Moves something to a place where nothing is.
///
/// # Errors
///
/// Of the kind `AlreadyExists` where something is.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match system::rename_new(from, to) {
        Err(error) if error.kind() == ErrorKind::Unsupported => {}
        done => return done,
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Swaps what is at two places, in one step.
///
/// # Errors
///
/// Of the kind `Unsupported` where there is no such step.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    system::exchange(one, other)
}

/// Source: <https://man7.org/linux/man-pages/man2/rename.2.html>
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
mod system {
    use std::io::{self, ErrorKind};
    use std::path::Path;

    use rustix::fs::{CWD, RenameFlags, renameat_with};

    pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        rename(from, to, RenameFlags::NOREPLACE)
    }

    pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
        rename(one, other, RenameFlags::EXCHANGE)
    }

    /// A file system that does not know a flag calls it invalid.
    fn rename(from: &Path, to: &Path, flags: RenameFlags) -> io::Result<()> {
        renameat_with(CWD, from, CWD, to, flags).map_err(|errno| match io::Error::from(errno) {
            error if error.kind() == ErrorKind::InvalidInput => ErrorKind::Unsupported.into(),
            error => error,
        })
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
mod system {
    use std::io::{self, ErrorKind};
    use std::path::Path;

    pub(super) fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }
}
