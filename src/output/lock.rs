//! `kura.lock`: which files are kura's, and what it wrote into them.
//!
//! Below the header stands one path a line, sorted, after a word that says whose it is:
//! the SHA-256 of what kura wrote; two of them, while a build replaces one by the other;
//! or `kept`, for a path that is the user's although kura would write it.
//! `writing` stands above them while a build is at it, or after it was interrupted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Trouble;
use super::line_endings::with_lf;
use crate::emit::is_reserved;
use crate::merge_marks::is_mark;
use crate::value::{FromText, ProjectPath};

/// Name of the lock, beside the output.
pub const LOCK_FILE: &str = "kura.lock";

/// How every lock begins, whatever the version of its format.
const NAME: &str = "# kura.lock ";

/// The first line: a lock that begins otherwise is from another kura.
const HEADER: &str =
    "# kura.lock 1: the files kura owns, with the SHA-256 of what it wrote. Commit it; do not edit it.";

/// The line that stands in a lock while a build is writing.
const WRITING: &str = "writing";

/// Whose the files of a folder are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The `kura.toml` they come from, relative to the folder; a lock without it takes any.
    pub from: Option<String>,
    /// By path.
    pub entries: BTreeMap<ProjectPath, Entry>,
    /// What state it is in.
    pub state: State,
}

/// What state a lock is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum State {
    /// As kura left it.
    #[default]
    Settled,
    /// git made it of two in a merge: it may hold marks, and a path more than once.
    Merged,
    /// A build is writing, or was interrupted while it did: what is prepared beside its places is kura's.
    Writing,
}

/// Whose a path is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// kura's, while its bytes have one of these SHA-256 (64 hexadecimal digits).
    Owned(BTreeSet<String>),
    /// The user's, who keeps it from kura.
    Kept,
}

impl Entry {
    /// A file of kura's with those bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self::Owned(BTreeSet::from([hash(bytes)]))
    }

    /// Whether kura wrote those bytes, whatever ends their lines.
    pub(super) fn has(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Owned(hashes) => hashes.contains(&hash(bytes)) || hashes.contains(&hash(&with_lf(bytes))),
            Self::Kept => false,
        }
    }

    /// What two lines about one path mean; what the user keeps stays the user's.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Owned(one), Self::Owned(other)) => Self::Owned(one.into_iter().chain(other).collect()),
            _ => Self::Kept,
        }
    }
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
        match fs::symlink_metadata(&path) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(Self::default());
            }
            // To read a pipe may wait for ever, and no link is followed.
            Ok(metadata) if !metadata.is_file() => return Err(not_understood(&path, "it is not a file")),
            _ => {}
        }
        match fs::read(&path) {
            Ok(bytes) => {
                Self::parse(&String::from_utf8_lossy(&bytes)).map_err(|why| not_understood(&path, &why))
            }
            Err(error) => Err(Trouble::io("read", &path, &error)),
        }
    }

    /// The text of the lock: one line a file, sorted by path.
    pub fn print(&self) -> String {
        let mut text = format!("{HEADER}\n");
        if let Some(from) = &self.from {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "from {from}");
        }
        if self.state == State::Writing {
            let _ = writeln!(text, "{WRITING}");
        }
        for (path, entry) in &self.entries {
            let whose = match entry {
                Entry::Owned(hashes) => hashes.iter().map(String::as_str).collect::<Vec<_>>().join(","),
                Entry::Kept => "kept".to_owned(),
            };
            let _ = writeln!(text, "{whose} {path}");
        }
        text
    }

    /// Adds what is known of a path to what is known already.
    pub(super) fn add(&mut self, path: ProjectPath, entry: Entry) {
        let entry = match self.entries.remove(&path) {
            Some(known) => known.or(entry),
            None => entry,
        };
        self.entries.insert(path, entry);
    }

    /// Whether some bytes are a lock, or the start of one that was never finished.
    pub(super) fn is_begun_in(bytes: &[u8]) -> bool {
        bytes.starts_with(HEADER.as_bytes()) || HEADER.as_bytes().starts_with(bytes)
    }

    /// Reads the text, or says what is wrong with it.
    ///
    /// Of a merge with conflicts all lines count, of both sides and of what they come from: each says truly what kura wrote once.
    fn parse(text: &str) -> Result<Self, String> {
        let restore = "restore it from git, or delete it and kura owns nothing";
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !is_mark(line.as_bytes()));
        match lines.next() {
            Some((HEADER, _)) => {}
            Some((line, _)) if line.starts_with(NAME) => {
                return Err(format!("it is from a newer kura: update kura, or {restore}"));
            }
            _ => return Err(format!("its first line is damaged: {restore}")),
        }
        let mut lock = Self::default();
        for (line, number) in lines.filter(|(line, _)| *line != HEADER) {
            lock.read_line(line).ok_or_else(|| format!("line {number} is damaged: {restore}"))?;
        }
        if lock.state == State::Settled && text.replace("\r\n", "\n") != lock.print() {
            lock.state = State::Merged;
        }
        Ok(lock)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        if line == WRITING {
            self.state = State::Writing;
            return Some(());
        }
        let (whose, path) = line.split_once(' ')?;
        if whose == "from" {
            self.from = Some(path.to_owned());
            return Some(());
        }
        let path = ProjectPath::from_text(path).ok()?;
        let entry = match whose {
            "kept" => Entry::Kept,
            hashes => Entry::Owned(hashes.split(',').map(read_hash).collect::<Option<_>>()?),
        };
        // A lock that owns the sources would have them deleted.
        (!is_reserved(&path)).then(|| self.add(path, entry))
    }
}

fn read_hash(text: &str) -> Option<String> {
    (text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

fn not_understood(path: &Path, why: &str) -> Trouble {
    Trouble { what: format!("cannot understand `{}`", path.display()), why: why.to_owned() }
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
    use super::{Entry, HEADER, Lock, State, hash};
    use crate::value::{FromText, ProjectPath};

    fn path(text: &str) -> ProjectPath {
        ProjectPath::from_text(text).unwrap()
    }

    #[test]
    fn what_is_printed_is_read_back() {
        let entries = [
            (path("a/b c"), Entry::of(b"x")),
            (path("d"), Entry::of(b"old").or(Entry::of(b"new"))),
            (path("e"), Entry::Kept),
        ];
        for state in [State::Settled, State::Writing] {
            let lock =
                Lock { from: Some("../a b/kura.toml".to_owned()), entries: entries.clone().into(), state };
            assert_eq!(Lock::parse(&lock.print()), Ok(lock.clone()));
            assert_eq!(Lock::parse(&lock.print().replace('\n', "\r\n")), Ok(lock));
        }
    }

    #[test]
    fn the_lines_of_two_branches_hold_together() {
        let text = format!("{HEADER}\n{} a\n{} a\nkept b\n{} b\n", hash(b"1"), hash(b"2"), hash(b"3"));
        let lock = Lock::parse(&text).unwrap();
        assert!(lock.entries[&path("a")].has(b"1") && lock.entries[&path("a")].has(b"2"));
        assert_eq!(lock.entries[&path("b")], Entry::Kept);
        assert_eq!(lock.state, State::Merged, "a build makes one line of two");
    }

    #[test]
    fn a_lock_with_marks_is_what_both_sides_say() {
        let (one, two, three) = (hash(b"1"), hash(b"2"), hash(b"3"));
        for text in [
            format!("{HEADER}\n<<<<<<< HEAD\n{one} a\n=======\n{two} a\n{three} b\n>>>>>>> theirs\n"),
            format!(
                "<<<<<<< HEAD\n{HEADER}\n{one} a\n=======\n{HEADER}\n{two} a\n{three} b\n>>>>>>> theirs\n"
            ),
            format!("{HEADER}\r\n{one} a\r\n=======\r\n{two} a\r\n{three} b\r\n"),
            format!("{HEADER}\n{one} a\n{two} a\n||||||| 1f0a\n=======\n{three} b\n>>>>>>> theirs"),
        ] {
            let lock = Lock::parse(&text).unwrap();
            assert_eq!(lock.state, State::Merged, "{text}");
            assert!(lock.entries[&path("a")].has(b"1") && lock.entries[&path("a")].has(b"2"), "{text}");
            assert!(lock.entries[&path("b")].has(b"3") && lock.entries.len() == 2, "{text}");
        }
    }

    #[test]
    fn a_damaged_lock_is_not_an_empty_one() {
        let hash = hash(b"");
        for (text, why) in [
            (String::new(), "first line"),
            ("x\n".to_owned(), "first line"),
            ("# kura.lock 2\n".to_owned(), "newer kura"),
            (format!("{HEADER}\nzz a\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash}, a\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash} a\n\n"), "line 3 is damaged"),
            (format!("{HEADER}\n{hash} ../a\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash} Kura.toml\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash} .git/config\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash} app/kura.toml\n"), "line 2 is damaged"),
            (format!("{HEADER}\n{hash} app/KURA.lock\n"), "line 2 is damaged"),
            (format!("<<<<<<< ours\n{hash} a\n"), "first line"),
        ] {
            let said = Lock::parse(&text).unwrap_err();
            assert!(said.contains(why), "{text:?}: {said}");
        }
    }
}
