//! The operations that change the disk, one by one: where tests interrupt a build.

use std::cell::Cell;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::Path;

use super::swap;

/// Does what it is told, and counts it.
#[derive(Default)]
pub(super) struct Operations {
    count: Cell<usize>,
    /// Which of them fail, which none does outside of tests.
    failing: Range<usize>,
    /// What a user does right before each, by its number.
    #[cfg(test)]
    before: Option<Box<dyn Fn(usize)>>,
}

impl Operations {
    /// Operations of which some fail.
    #[cfg(test)]
    pub(super) fn failing(failing: Range<usize>) -> Self {
        Self { failing, ..Self::default() }
    }

    /// The same, while a user does something before each.
    #[cfg(test)]
    pub(super) fn while_user(self, does: impl Fn(usize) + 'static) -> Self {
        Self { before: Some(Box::new(does)), ..self }
    }

    /// How many were asked for.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.count.get()
    }

    fn step(&self) -> io::Result<()> {
        let number = self.count.replace(self.count.get() + 1);
        #[cfg(test)]
        if let Some(does) = &self.before {
            does(number);
        }
        if self.failing.contains(&number) { Err(io::Error::other("interrupted")) } else { Ok(()) }
    }

    /// Creates a folder and those above it.
    pub(super) fn create_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        self.step()?;
        fs::create_dir_all(folder)
    }

    /// Creates a file, which must not be there.
    ///
    /// Nobody waits for the disk, which takes longer than all the rest: what a power failure takes, the next build writes.
    pub(super) fn create_file(&self, place: &Path, bytes: &[u8], executable: bool) -> io::Result<()> {
        self.step()?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, if executable { 0o777 } else { 0o666 });
        #[cfg(not(unix))]
        let _ = executable;
        let mut file = options.open(place)?;
        let (start, rest) = bytes.split_at(bytes.len() / 2);
        file.write_all(start)?;
        self.step()?;
        file.write_all(rest)
    }

    /// Moves a file to a place where nothing is.
    pub(super) fn rename_new(&self, file: &Path, place: &Path) -> io::Result<()> {
        self.step()?;
        swap::rename_new(file, place)
    }

    /// Swaps what is at two places, in one step.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.step()?;
        swap::exchange(one, other)
    }

    /// Replaces whatever is at a place by a file, in one step.
    pub(super) fn rename(&self, file: &Path, place: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(file, place)
    }

    /// Lets everybody run a file who may read it.
    pub(super) fn set_executable(&self, place: &Path) -> io::Result<()> {
        self.step()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(place)?.permissions().mode();
            fs::set_permissions(place, fs::Permissions::from_mode(mode | (mode & 0o444) >> 2))?;
        }
        #[cfg(not(unix))]
        let _ = place;
        Ok(())
    }

    /// Removes a file, if it is there.
    pub(super) fn remove_file(&self, place: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes a folder, if it is empty.
    pub(super) fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_dir(folder)
    }
}
