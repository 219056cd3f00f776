//! The folders that projects are written to, and which projects must be written together.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use kura::output::{self, Lock, Project, Target, Trouble, real};
use kura::value::Date;

use super::findings::compile;
use super::search::Found;

/// Projects that are written together or not at all.
pub(super) type Unit<'p> = Vec<&'p Project>;

/// Where projects are written.
pub(super) struct Destination<'a> {
    /// The folder of the command line.
    pub(super) out: Option<&'a Path>,
    /// Whether all that the command found is one project.
    pub(super) is_alone: bool,
}

impl Destination<'_> {
    /// The folder a project is written to.
    pub(super) fn target(&self, project: &Project) -> Target {
        Target::new(self.folder(project), &project.file)
    }

    fn folder(&self, project: &Project) -> PathBuf {
        match self.out {
            None => project.folder().to_owned(),
            Some(out) if self.is_alone => out.to_owned(),
            Some(out) => out.join(project.below()),
        }
    }
}

/// The projects in the units that they are written in.
///
/// Two projects in one folder would overwrite each other, so that is a usage error.
pub(super) fn units<'p>(
    found: &'p Found,
    destination: &Destination<'_>,
    as_of: Option<Date>,
    jobs: NonZeroUsize,
) -> Result<Vec<Unit<'p>>, Trouble> {
    let folders: Vec<_> = found.projects.iter().map(|project| real(&destination.folder(project))).collect();
    refuse_shared(&found.projects, &folders, destination)?;
    let above = output::above_others(&folders).into_iter();
    let above = above.filter_map(|number| Some((number, found.projects.get(number)?, folders.get(number)?)));
    let above: Vec<_> = above.collect();
    let mut all = Vec::new();
    let work = |(number, project, folder): &(usize, &Project, &PathBuf)| {
        (*number, reached(project, folder, destination, as_of))
    };
    output::in_order(&above, jobs, work, |one| {
        all.push(one);
        Ok(())
    })?;
    let units = output::units(&folders, &all).into_iter();
    Ok(units.map(|unit| unit.into_iter().filter_map(|number| found.projects.get(number)).collect()).collect())
}

fn refuse_shared(
    projects: &[Project],
    folders: &[PathBuf],
    destination: &Destination<'_>,
) -> Result<(), Trouble> {
    let mut taken = BTreeMap::new();
    for (project, folder) in projects.iter().zip(folders) {
        if let Some(other) = taken.insert(folder, &project.file) {
            return Err(Trouble {
                what: format!("cannot write to `{}`", destination.folder(project).display()),
                why: format!(
                    "both `{}` and `{}` would be written there: name the folder that holds both, or build one at a time",
                    other.display(),
                    project.file.display()
                ),
            });
        }
    }
    Ok(())
}

/// All that a project writes, or has written; what stands against it is found again when it is its turn.
fn reached(
    project: &Project,
    folder: &Path,
    destination: &Destination<'_>,
    as_of: Option<Date>,
) -> Vec<PathBuf> {
    let files = compile(project, as_of).ok().and_then(|compiled| compiled.files).unwrap_or_default();
    let lock = Lock::read(&destination.folder(project)).unwrap_or_default();
    let paths = files.into_iter().map(|file| file.path).chain(lock.entries.into_keys());
    paths.map(|path| folder.join(path.as_str())).collect()
}
