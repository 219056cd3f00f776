//! A project in a temporary folder, and the real `kura` in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with a `kura.toml`.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// A project with that `kura.toml`.
    pub(crate) fn new(kura_toml: &str) -> Self {
        let project = Self { folder: TempDir::new().unwrap() };
        project.write("kura.toml", kura_toml);
        project
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn write(&self, below: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    /// Runs kura in the folder.
    pub(crate) fn kura(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_kura"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        Run { output }
    }

    /// Every file, with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = walkdir::WalkDir::new(self.folder.path()).sort_by_file_name().into_iter();
        let files = entries.map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| (relative(self.folder.path(), entry.path()), fs::read(entry.path()).unwrap()))
            .collect()
    }
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap().to_owned()
}

/// How a command ended.
pub(crate) struct Run {
    output: Output,
}

impl Run {
    /// Asserts the exit status.
    #[track_caller]
    pub(crate) fn exits(&self, status: i32) -> &Self {
        assert_eq!(self.output.status.code(), Some(status), "{}{}", self.stdout(), self.stderr());
        self
    }

    /// Asserts that a person was told this.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.stderr().contains(text), "expected {text:?} in:\n{}", self.stderr());
        self
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }
}
