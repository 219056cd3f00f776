//! One thing with a name of its own, such as a Deployment, a subnet or a stage.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use crate::value::ProjectPath;

/// What an object belongs to; [`Area::word`] is its name in the table of consequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// A block of Terraform.
    Terraform,
    /// An object of Kubernetes, or another document of YAML.
    Kubernetes,
    /// A stage of a Jenkinsfile, or the pipeline itself.
    Pipeline,
    /// A stage of a Dockerfile.
    Image,
    /// Any other file.
    File,
}

impl Area {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Kubernetes => "kubernetes",
            Self::Pipeline => "pipeline",
            Self::Image => "image",
            Self::File => "file",
        }
    }
}

/// What makes two objects the same one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    /// What it belongs to.
    pub area: Area,
    /// The folder whose objects are one set, or the file where each file is its own.
    pub within: ProjectPath,
    /// Such as `Deployment`, `aws_subnet` or `stage`.
    pub kind: String,
    /// Kubernetes' namespace; empty for the default one and for what has none.
    pub namespace: String,
    /// Its name among those of its kind.
    pub name: String,
}

/// Names of one kind: each is its own, as things of the same name are told apart by a number.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// How many were given from one name.
    given: BTreeMap<String, usize>,
}

impl Names {
    /// The name, or with the next number behind it that makes it free.
    pub(super) fn give(&mut self, written: &str) -> String {
        let given = self.given.entry(written.to_owned()).or_default();
        loop {
            *given += 1;
            let name = if *given == 1 { written.to_owned() } else { format!("{written} ({given})") };
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// One object of a file.
#[derive(Debug, Clone)]
pub(super) struct Object {
    /// What makes it this one.
    pub identity: Identity,
    /// How a person calls it, such as `Deployment d9-backend` or `aws_subnet.publicA`.
    pub title: String,
    /// The file that holds it.
    pub path: ProjectPath,
    /// What it says.
    pub tree: Tree,
    /// Whether its file stays as it is, because it is not kura's.
    pub stays: bool,
}
