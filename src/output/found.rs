//! What stands at a path of the output.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::{Trouble, on_disk};
use crate::emit::File;
use crate::value::ProjectPath;

/// What stands at a path; no link is followed to find out.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file, and whether its owner can run it.
    File { bytes: Vec<u8>, executable: bool },
    /// A folder, or something stranger.
    Other,
    /// Nothing, and nothing can: this stands where the path needs a folder.
    Blocked(PathBuf),
    /// Something that kura may not look at, and why.
    Unreadable(String),
    /// A symbolic link, there or on the way.
    Link(PathBuf),
}

impl Found {
    /// Looks at a path below a folder.
    pub(super) fn at(root: &Path, path: &ProjectPath) -> Result<Self, Trouble> {
        if let Some(link) = link_on_the_way(root, path) {
            return Ok(Self::Link(link));
        }
        let place = on_disk(root, path);
        let found = match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_file() => {
                let executable = is_executable(&metadata);
                fs::read(&place).map(|bytes| Self::File { bytes, executable })
            }
            Ok(_) => return Ok(Self::Other),
            Err(error) => Err(error),
        };
        found.or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(Self::Nothing),
            io::ErrorKind::NotADirectory => Ok(Self::Blocked(no_folder(root, path))),
            io::ErrorKind::PermissionDenied => Ok(Self::Unreadable(error.to_string())),
            _ => Err(Trouble::io("read", &place, &error)),
        })
    }
}

/// The first part of a path below a folder that is there and no folder.
fn no_folder(root: &Path, path: &ProjectPath) -> PathBuf {
    let mut walked = root.to_owned();
    for part in path.as_str().split('/') {
        walked.push(part);
        if !walked.is_dir() {
            break;
        }
    }
    walked.strip_prefix(".").map(Path::to_owned).unwrap_or(walked)
}

/// The first part of a path below a folder that is a symbolic link, if one is.
pub(super) fn link_on_the_way(root: &Path, path: &ProjectPath) -> Option<PathBuf> {
    let mut walked = root.to_owned();
    for part in path.as_str().split('/') {
        walked.push(part);
        if walked.is_symlink() {
            return Some(walked);
        }
    }
    None
}

/// Whether a path is one of the files under another spelling: one file where case does not count.
pub(super) fn is_one_of(root: &Path, path: &ProjectPath, files: &[File]) -> bool {
    let lower = path.as_str().to_lowercase();
    let mut alike = files.iter().filter(|file| file.path.as_str().to_lowercase() == lower);
    alike.any(|file| is_same_file(&on_disk(root, path), &on_disk(root, &file.path)))
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |path| fs::symlink_metadata(path).map(|metadata| (metadata.dev(), metadata.ino())).ok();
    id(one).is_some_and(|one| Some(one) == id(other))
}

/// Where there is no telling, they are taken for the same, and nothing is deleted.
#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &Path) -> bool {
    true
}

#[cfg(unix)]
fn is_executable(metadata: &Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o100 != 0
}

/// Where there is no such mode, none is missing.
#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    true
}
