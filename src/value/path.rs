//! Paths within the project's folder.

use std::fmt;

use super::{FromText, Problem};

/// A path relative to the folder of `kura.toml` that cannot leave it: `/`
/// between parts, no `..`, no root, no empty part; `.` is the folder itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProjectPath(String);

impl ProjectPath {
    /// The folder of `kura.toml` itself.
    pub fn root() -> Self {
        Self(".".to_owned())
    }

    /// The path as text; `.` for the folder itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the folder of `kura.toml` itself.
    pub fn is_root(&self) -> bool {
        self.0 == "."
    }

    /// Whether a file system would refuse it, or a name in it, for its length.
    pub fn is_too_long(&self) -> bool {
        self.0.len() > MOST_IN_PATH || self.0.split('/').any(|part| part.len() > MOST_IN_NAME)
    }

    /// Another path below this one.
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        match (self.is_root(), below.is_root()) {
            (true, _) => below.clone(),
            (_, true) => self.clone(),
            _ => Self(format!("{}/{}", self.0, below.0)),
        }
    }

    /// A file directly below this folder.
    ///
    /// The name is one of kura's own or a checked name of the user's; it must
    /// hold no `/` and not be `..`.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        self.join(&Self(name.to_owned()))
    }

    /// The folder that holds it.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or(".", |(parent, _)| parent).to_owned())
    }

    /// Whether it is this folder, or below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        folder.is_root()
            || self == folder
            || self.0.strip_prefix(&folder.0).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The path from a folder above; `None` if that folder does not hold it.
    pub fn relative_to(&self, folder: &Self) -> Option<&str> {
        if folder.is_root() {
            return Some(&self.0);
        }
        if self == folder {
            return Some(".");
        }
        self.0.strip_prefix(&folder.0)?.strip_prefix('/')
    }
}

impl fmt::Display for ProjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes that a name in a path has at most.
///
/// Source: <https://man7.org/linux/man-pages/man0/limits.h.0p.html>, and the file systems of Linux, macOS and Windows
const MOST_IN_NAME: usize = 255;
/// Bytes that a path has at most where fewest are allowed, which is macOS.
const MOST_IN_PATH: usize = 1023;

impl FromText for ProjectPath {
    fn from_text(text: &str) -> Result<Self, Problem> {
        let relative = "write a path relative to the folder of kura.toml, such as `deploy/k8s`";
        if text.is_empty() {
            return Err(Problem::new("a path is empty", relative));
        }
        if text.starts_with('/') || text.starts_with('~') || text.get(1..2) == Some(":") {
            return Err(Problem::new(format!("`{text}` is an absolute path"), relative));
        }
        if text.starts_with('-') {
            return Err(Problem::new(
                format!("`{text}` begins with `-`"),
                "choose another name: programs would take this one for an option",
            ));
        }
        if text.contains('\\') || text.chars().any(char::is_control) {
            return Err(Problem::new(
                "a path holds a backslash or a control character",
                "separate folders by `/`",
            ));
        }
        let parts: Vec<_> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        if parts.contains(&"..") {
            return Err(Problem::new(
                format!("`{text}` leaves the project's folder"),
                "remove `..`: kura reads and writes only below the folder of kura.toml",
            ));
        }
        let path = if parts.is_empty() { Self::root() } else { Self(parts.join("/")) };
        if path.is_too_long() {
            return Err(Problem::new(
                format!("a path of {} bytes is too long", path.0.len()),
                format!("write at most {MOST_IN_NAME} bytes between two `/`, and {MOST_IN_PATH} in all"),
            ));
        }
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::{FromText, ProjectPath};

    #[test]
    fn refuses_what_leaves_the_project() {
        for text in ["", "/etc", "..", "a/../../b", "a/..", "C:/x", "c:\\x", "~/x", "a\\b", "a\nb"] {
            assert!(ProjectPath::from_text(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_no_file_system_takes() {
        for (text, taken) in [("a".repeat(255), true), ("a".repeat(256), false), ("é".repeat(128), false)] {
            assert_eq!(ProjectPath::from_text(&text).is_ok(), taken, "{text}");
        }
        assert!(ProjectPath::from_text(&"a/".repeat(512)).is_ok());
        assert!(ProjectPath::from_text(&"a/".repeat(513)).is_err());
    }

    #[test]
    fn is_kept_in_its_shortest_form() {
        for (text, short) in [("./a//b/", "a/b"), (".", "."), ("./", "."), ("a..b", "a..b")] {
            assert_eq!(ProjectPath::from_text(text).unwrap().as_str(), short);
        }
    }

    #[test]
    fn tells_what_lies_within_a_folder() {
        let path = |text| ProjectPath::from_text(text).unwrap();
        assert!(path("a/b").is_within(&path("a")));
        assert!(!path("ab").is_within(&path("a")));
        assert_eq!(path("a/b").relative_to(&path("a")), Some("b"));
    }
}
