//! One file takes the place of another, and nobody's edit of this moment is lost.
//!
//! What was at the place is moved aside in one step, looked at there, and put back if it is not what was planned.
//! All return whether it was.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::operations::Operations;

/// Puts a prepared file where nothing is.
pub(super) fn create(ready: &Path, place: &Path, operations: &Operations) -> io::Result<bool> {
    match operations.rename_new(ready, place) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        done => done.map(|()| true),
    }
}

/// Puts a prepared file where one with those bytes is; where nothing can be swapped, whatever is there.
pub(super) fn replace(ready: &Path, place: &Path, old: &[u8], operations: &Operations) -> io::Result<bool> {
    match operations.exchange(ready, place) {
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            operations.rename(ready, place).map(|()| true)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
        Ok(()) if holds(ready, old) => operations.remove_file(ready).map(|()| true),
        Ok(()) => operations.exchange(ready, place).map(|()| false),
    }
}

/// Deletes a file with those bytes; `aside` is where it is moved before.
pub(super) fn delete(aside: &Path, place: &Path, old: &[u8], operations: &Operations) -> io::Result<bool> {
    match operations.rename_new(place, aside) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
        Ok(()) if holds(aside, old) => operations.remove_file(aside).map(|()| true),
        Ok(()) => operations.rename_new(aside, place).map(|()| false),
    }
}

/// Whether a file with those bytes is at a place.
fn holds(place: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(place).is_ok_and(|metadata| metadata.is_file())
        && fs::read(place).is_ok_and(|there| there == bytes)
}
