//! `kura.lock`: which files are kura's, and what it wrote into them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Trouble;
use crate::value::{FromText, ProjectPath};

/// Name of the lock, beside the output.
pub const LOCK_FILE: &str = "kura.lock";

/// The first line: a lock that begins otherwise is from another kura.
const HEADER: &str =
    "# kura.lock 1: the files kura owns, with the SHA-256 of what it wrote. Commit it; do not edit it.";

/// The files kura owns, with the SHA-256 (64 hexadecimal digits) of what it wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// By path.
    pub hashes: BTreeMap<ProjectPath, String>,
}

impl Lock {
    /// Reads the lock of a folder; without one kura owns nothing.
    ///
    /// # Errors
    ///
    /// [`Trouble`] when there is one that cannot be read or understood: what it
    /// owned must not be forgotten in silence.
    pub fn read(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join(LOCK_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).ok_or_else(|| Trouble {
                what: format!("cannot understand `{}`", path.display()),
                why: "it is damaged, or from another version of kura; restore it from git, or delete it and kura owns nothing".to_owned(),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Trouble::io("read", &path, &error)),
        }
    }

    /// The text of the lock: one line a file, sorted by path.
    pub fn print(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, hash) in &self.hashes {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{hash} {path}");
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != HEADER {
            return None;
        }
        let entry = |line: &str| {
            let (hash, path) = line.split_once(' ')?;
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            // A lock that owns the sources would have them deleted.
            let is_output = path != "kura.toml" && path != LOCK_FILE;
            (is_hash && is_output).then(|| Some((ProjectPath::from_text(path).ok()?, hash.to_owned())))?
        };
        lines.map(entry).collect::<Option<_>>().map(|hashes| Self { hashes })
    }
}

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::{Lock, hash};
    use crate::value::{FromText, ProjectPath};

    #[test]
    fn what_is_printed_is_read_back() {
        let path = ProjectPath::from_text("a/b c").unwrap();
        let lock = Lock { hashes: [(path, hash(b"x"))].into() };
        assert_eq!(Lock::parse(&lock.print()), Some(lock));
    }

    #[test]
    fn a_damaged_lock_is_not_an_empty_one() {
        for text in [
            "",
            "x\n",
            "# kura.lock 2\n",
            &format!("{}zz a\n", Lock::default().print()),
            &format!("{}{} ../a\n", Lock::default().print(), hash(b"")),
        ] {
            assert_eq!(Lock::parse(text), None, "{text:?}");
        }
    }
}
