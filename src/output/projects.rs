//! Which projects a command is about: every `kura.toml` at or below the paths it was given.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Trouble;
use crate::span::Source;

const FILE_NAME: &str = "kura.toml";

/// One `kura.toml`, read.
#[derive(Debug, Clone)]
pub struct Project {
    /// Where it is.
    pub file: PathBuf,
    /// Where it really is, through all links.
    real: PathBuf,
    /// Its folder.
    pub folder: PathBuf,
    /// Its folder, relative to the path of the command line under which it was found.
    pub below: PathBuf,
    /// Its text; what is not UTF-8 stands there as U+FFFD.
    pub source: Source,
    /// Byte at which the file stops being UTF-8, if it does.
    pub not_utf8_at: Option<usize>,
    /// Its bytes, if it is larger than kura reads; then it has no text.
    pub too_large: Option<u64>,
}

/// Finds and reads the projects of some paths, in sorted order, each once; without paths, of the current folder.
///
/// # Errors
///
/// [`Trouble`] when a path does not exist, holds no `kura.toml`, or cannot be read.
pub fn projects(paths: &[PathBuf]) -> Result<Vec<Project>, Trouble> {
    let here = [PathBuf::from(".")];
    let mut projects: Vec<Project> = Vec::new();
    for path in if paths.is_empty() { here.as_slice() } else { paths } {
        for file in files(path)? {
            let project = read(path, &file)?;
            if projects.iter().all(|known| known.real != project.real) {
                projects.push(project);
            }
        }
    }
    Ok(projects)
}

fn files(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let metadata = fs::metadata(path).map_err(|error| Trouble::io("read", path, &error))?;
    if metadata.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in search(path) {
        let entry = entry.map_err(|error| Trouble {
            what: format!("cannot search `{}`", path.display()),
            why: error.to_string(),
        })?;
        if entry.file_name() == FILE_NAME && entry.path().is_file() {
            found.push(entry.into_path());
        }
    }
    if found.is_empty() {
        return Err(Trouble {
            what: format!("there is no {FILE_NAME} in `{}`", path.display()),
            why: "name a kura.toml, or a folder that holds one".to_owned(),
        });
    }
    Ok(found)
}

fn read(path: &Path, file: &Path) -> Result<Project, Trouble> {
    let trouble = |error| Trouble::io("read", file, &error);
    let too_large =
        Some(fs::metadata(file).map_err(trouble)?.len()).filter(|bytes| *bytes > Source::MOST_BYTES);
    let bytes = if too_large.is_some() { Vec::new() } else { fs::read(file).map_err(trouble)? };
    let not_utf8_at = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
    let shown = file.strip_prefix("./").unwrap_or(file);
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok(Project {
        file: file.to_owned(),
        real: fs::canonicalize(file).map_err(|error| Trouble::io("read", file, &error))?,
        below: folder.strip_prefix(path).map_or_else(|_| PathBuf::new(), Path::to_owned),
        folder,
        source: Source {
            path: shown.display().to_string().replace(std::path::MAIN_SEPARATOR, "/"),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        },
        not_utf8_at,
        too_large,
    })
}

/// The repository's own `.gitignore` files count, and no setting of the machine does.
fn search(path: &Path) -> ignore::Walk {
    let mut walk = WalkBuilder::new(path);
    walk.require_git(false).git_global(false).git_exclude(false).ignore(false);
    walk.sort_by_file_name(std::ffi::OsStr::cmp).build()
}
