//! The one file of the user's that kura edits, and only when asked to: `kura.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Trouble;
use super::operations::Operations;
use super::prepared::ready;

/// Replaces the text of a `kura.toml` in one step; its permissions stay.
///
/// A link is followed only to a file in the same folder or below it.
///
/// # Errors
///
/// [`Trouble`] when the file is not what it was when it was read, may not be
/// written, or is a link that leads elsewhere.
pub fn rewrite(file: &Path, old: &str, new: &str) -> Result<(), Trouble> {
    let trouble = |error: &io::Error| Trouble::io("write", file, error);
    let place = real(file)?;
    let metadata = fs::metadata(&place).map_err(|error| trouble(&error))?;
    let refused =
        |why: &str| Trouble { what: format!("cannot write `{}`", file.display()), why: why.to_owned() };
    if !metadata.is_file() {
        return Err(refused("it is not a plain file"));
    }
    if metadata.permissions().readonly() {
        return Err(refused("it is read-only"));
    }
    if fs::read(&place).map_err(|error| trouble(&error))? != old.as_bytes() {
        return Err(refused("it was edited meanwhile"));
    }
    replace(&place, new, metadata.permissions()).map_err(|error| trouble(&error))
}

/// Where the bytes of the file are.
fn real(file: &Path) -> Result<PathBuf, Trouble> {
    if !file.is_symlink() {
        return Ok(file.to_owned());
    }
    let canonical = |path: &Path| fs::canonicalize(path).map_err(|error| Trouble::io("read", path, &error));
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let real = canonical(file)?;
    if real.starts_with(canonical(folder)?) {
        return Ok(real);
    }
    Err(Trouble {
        what: format!("cannot write `{}`", file.display()),
        why: "it is a symbolic link that leads out of its folder, and kura does not follow it".to_owned(),
    })
}

/// Puts the finished file in its place in one step; it is the user's, so its bytes reach the disk before.
fn replace(place: &Path, text: &str, permissions: fs::Permissions) -> io::Result<()> {
    let operations = Operations::default();
    let ready = ready(place);
    operations.remove_file(&ready)?;
    let replaced = operations
        .create_file(&ready, text.as_bytes(), false)
        .and_then(|()| fs::File::open(&ready)?.sync_all())
        .and_then(|()| fs::set_permissions(&ready, permissions))
        .and_then(|()| operations.rename(&ready, place));
    if replaced.is_err() {
        let _ = operations.remove_file(&ready);
    }
    replaced
}
