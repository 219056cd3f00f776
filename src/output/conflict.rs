//! Why kura must not touch a path.

use std::fmt;
use std::path::PathBuf;

use super::Action;
use crate::emit::File;

/// A path that kura must not touch unless it is told to.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Why not.
    pub reason: Reason,
    /// What kura would write there; `None` where it would delete the file.
    pub file: Option<File>,
    /// What is there; `None` where that is no file, or none that can be read.
    pub old: Option<Vec<u8>>,
}

/// Why kura must not touch a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Somebody else wrote the file.
    Foreign,
    /// The file was edited since kura wrote it.
    Edited,
    /// The file was edited since, and is no longer produced.
    EditedAndStale,
    /// git's marks of a merge with conflicts are in the file.
    Merged,
    /// Something that is no file stands there.
    NotAFile,
    /// Something that is no folder stands where the path needs one.
    Blocked(PathBuf),
    /// What is there cannot be read, for that reason.
    Unreadable(String),
    /// A symbolic link is on the way, which might lead out of the project.
    Link(PathBuf),
}

impl Conflict {
    /// What kura does when it is told to go ahead; what is no file stays a conflict.
    pub(super) fn overwritten(self) -> Action {
        match (self.file, self.old) {
            (Some(file), Some(old)) => Action::Update(file, old),
            (None, Some(old)) => Action::Delete(old),
            (file, None) => Action::Conflict(Self { reason: self.reason, file, old: None }),
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("not written by kura"),
            Self::Edited => f.write_str("edited since kura wrote it"),
            Self::EditedAndStale => f.write_str("edited since kura wrote it, and no longer produced"),
            Self::Merged => f.write_str("left by git from a merge: `kura build --overwrite` settles it"),
            Self::Blocked(path) => {
                write!(f, "`{}` is not a folder: only you can move it out of the way", path.display())
            }
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::NotAFile => f.write_str("not a file: only you can move it out of the way"),
            Self::Link(link) => {
                write!(f, "the symbolic link `{}` is on the way, and kura follows none", link.display())
            }
        }
    }
}
