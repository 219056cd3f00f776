//! From a plan to the disk: everything is prepared first, then put in place file by file.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Action, LOCK_FILE, Plan, Trouble, on_disk};
use crate::emit::File;
use crate::value::ProjectPath;

/// Carries a plan out; a plan with conflicts changes nothing.
///
/// Each file is replaced in one step, so a crash leaves it old or new, never half.
///
/// # Errors
///
/// [`Trouble`] when the disk refuses; until the first file is put in place,
/// nothing but new folders has changed then.
pub fn write(plan: &Plan) -> Result<(), Trouble> {
    if plan.conflicts().next().is_some() {
        return Ok(());
    }
    let mut prepared = Vec::new();
    for change in &plan.changes {
        if let Action::Create(file) | Action::Update(file, _) = &change.action {
            prepared.push(prepare(&plan.root, file)?);
        }
    }
    for (ready, place) in prepared {
        ready.persist(&place).map_err(|error| Trouble::io("write", &place, &error.error))?;
    }
    for change in &plan.changes {
        if matches!(change.action, Action::Delete(_)) {
            delete(&plan.root, &change.path)?;
        }
    }
    write_lock(plan)
}

/// Writes a file's bytes beside its place.
fn prepare(root: &Path, file: &File) -> Result<(NamedTempFile, PathBuf), Trouble> {
    let place = on_disk(root, &file.path);
    let ready = beside(&place, file.contents.as_bytes(), file.executable)
        .map_err(|error| Trouble::io("write", &place, &error))?;
    Ok((ready, place))
}

/// A finished file that only has to be renamed; a rename works within one folder's file system.
fn beside(place: &Path, bytes: &[u8], executable: bool) -> io::Result<NamedTempFile> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kura-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(if executable { 0o755 } else { 0o644 }));
    }
    #[cfg(not(unix))]
    let _ = executable;
    let mut ready = builder.tempfile_in(folder)?;
    ready.write_all(bytes)?;
    Ok(ready)
}

/// Deletes a file, and the folders that are empty without it.
fn delete(root: &Path, path: &ProjectPath) -> Result<(), Trouble> {
    let place = on_disk(root, path);
    fs::remove_file(&place).map_err(|error| Trouble::io("delete", &place, &error))?;
    let mut folder = path.parent();
    // A folder that is not empty refuses to go, and that ends the walk.
    while !folder.is_root() && fs::remove_dir(on_disk(root, &folder)).is_ok() {
        folder = folder.parent();
    }
    Ok(())
}

fn write_lock(plan: &Plan) -> Result<(), Trouble> {
    let place = plan.root.join(LOCK_FILE);
    let text = plan.lock.print();
    if fs::read(&place).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let trouble = |error: &io::Error| Trouble::io("write", &place, error);
    let ready = beside(&place, text.as_bytes(), false).map_err(|error| trouble(&error))?;
    ready.persist(&place).map_err(|error| trouble(&error.error))?;
    Ok(())
}
