//! A file before its text is made, which `check` does not ask for.

use super::File;
use crate::lang::hcl::{self, Body};
use crate::model::Model;
use crate::value::ProjectPath;

/// A file that kura would write.
#[must_use]
pub struct Draft<'m> {
    /// Where, relative to the folder of `kura.toml`.
    pub path: ProjectPath,
    /// The first lines of what has an address in Terraform.
    pub(super) addresses: Vec<String>,
    pub(super) executable: bool,
    pub(super) once: bool,
    pub(super) text: Text<'m>,
}

/// What a draft says.
pub(super) enum Text<'m> {
    Made(String),
    Later(Box<dyn FnOnce() -> String + 'm>),
}

impl<'m> Draft<'m> {
    /// A file whose text is made when it is printed.
    pub(super) fn new(path: ProjectPath, text: impl FnOnce() -> String + 'm) -> Self {
        let text = Text::Later(Box::new(text));
        Self { path, addresses: Vec::new(), once: false, executable: false, text }
    }

    /// A file that is run, and whose text is there already.
    pub(super) fn script(path: ProjectPath, text: String) -> Self {
        Self { executable: true, text: Text::Made(text), ..Self::new(path, String::new) }
    }

    /// A file of Terraform's.
    pub(super) fn terraform(path: ProjectPath, body: Body, model: &'m Model) -> Self {
        let addresses = body.addresses().collect();
        let text = || hcl::print(&super::terraform::suppress(body, &model.checks));
        Self { addresses, ..Self::new(path, text) }
    }

    /// Its text, if that is there already.
    pub(super) fn made(&self) -> Option<&str> {
        match &self.text {
            Text::Made(text) => Some(text),
            Text::Later(_) => None,
        }
    }

    /// Makes its text.
    pub fn print(self) -> File {
        let contents = match self.text {
            Text::Made(text) => text,
            Text::Later(text) => text(),
        };
        File { path: self.path, contents, executable: self.executable, once: self.once }
    }
}
