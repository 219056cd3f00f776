//! The files that are there: those at kura's paths, and those beside them that say something of the same things.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::found::link_on_the_way;
use super::{Action, Plan, on_disk};
use crate::emit::File;
use crate::value::{FromText, ProjectPath};

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    /// Its path, relative to the folder.
    pub path: ProjectPath,
    /// Its text with LF line endings, or why there is none.
    pub text: Result<String, String>,
    /// Whether kura neither writes nor removes anything at its path.
    pub stays: bool,
}

/// Larger files are hardly written by hand, in bytes; what kura wrote may be of any size.
const LARGEST: u64 = 16 << 20;

/// Which files belong together: where kura writes one of the first, it looks at all of them in that folder.
const TOGETHER: &[&[&str]] = &[&["tf", "tfvars"], &["yaml", "yml"]];

/// The files at the paths of a plan and beside them, sorted by path; symbolic links are none.
pub fn existing(plan: &Plan, files: &[File]) -> Vec<Existing> {
    let written = plan.changes.iter().filter(|change| !matches!(change.action, Action::Kept(_)));
    let planned: BTreeSet<_> = written.map(|change| change.path.clone()).collect();
    let by_kura =
        |action: &Action| matches!(action, Action::Unchanged | Action::Update(..) | Action::Delete(_));
    let by_kura = plan.changes.iter().filter(|change| by_kura(&change.action));
    let by_kura: BTreeSet<_> = by_kura.map(|change| &change.path).collect();
    let beside = files.iter().map(|file| &file.path).filter_map(|path| {
        let together = TOGETHER.iter().find(|extensions| extensions.contains(&extension(path)))?;
        Some((path.parent(), *together))
    });
    let beside: BTreeSet<_> = beside.collect();
    let mut paths = planned.clone();
    for (folder, extensions) in beside {
        paths.extend(entries(&plan.root, &folder).filter(|path| extensions.contains(&extension(path))));
    }
    let paths = paths.into_iter().filter(|path| link_on_the_way(&plan.root, path).is_none());
    paths
        .filter_map(|path| {
            let stays = !planned.contains(&path);
            let largest = if by_kura.contains(&path) { u64::MAX } else { LARGEST };
            Some(Existing { text: text(&on_disk(&plan.root, &path), largest)?, path, stays })
        })
        .collect()
}

fn extension(path: &ProjectPath) -> &str {
    path.as_str().rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn entries(root: &Path, folder: &ProjectPath) -> impl Iterator<Item = ProjectPath> {
    let entries = fs::read_dir(on_disk(root, folder)).into_iter().flatten();
    entries.filter_map(move |entry| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let path = ProjectPath::from_text(&format!("{folder}/{name}")).ok()?;
        // What begins with a dot is an editor's.
        (!name.starts_with('.')).then_some(path)
    })
}

/// The text of a file; `None` if there is no file.
fn text(place: &Path, largest: u64) -> Option<Result<String, String>> {
    let metadata = fs::metadata(place).ok().filter(fs::Metadata::is_file)?;
    if metadata.len() > largest {
        return Some(Err(format!("larger than {largest} bytes")));
    }
    Some(match fs::read(place) {
        Ok(bytes) => String::from_utf8(bytes)
            .map(|text| text.replace("\r\n", "\n"))
            .map_err(|_| "not UTF-8".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}
