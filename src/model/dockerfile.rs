//! A Dockerfile of the user's, as far as rules look into it.

use std::collections::BTreeSet;

use crate::lang::dockerfile::{self, WrittenInstruction};
use crate::repository::Repository;
use crate::span::Span;
use crate::value::ProjectPath;

/// A Dockerfile that kura does not write.
#[derive(Debug, Clone)]
pub struct Dockerfile {
    /// Where it stands in the repository.
    pub path: ProjectPath,
    /// Where it is named; where it is not, the image.
    pub span: Span,
    /// Its instructions; none if it cannot be read.
    pub instructions: Vec<WrittenInstruction>,
}

/// Where something stands: in `kura.toml`, or in a Dockerfile that is named there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where in `kura.toml` it, or the Dockerfile, stands.
    pub span: Span,
    line: Option<String>,
}

impl Place {
    /// What to say there: the line of the Dockerfile, which is not to be seen, and something about it.
    pub fn label(&self, about: &str) -> String {
        self.line.as_ref().map_or_else(|| about.to_owned(), |line| format!("{line}: {about}"))
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self { span, line: None }
    }
}

impl Dockerfile {
    /// Reads it.
    pub(super) fn read(repository: &dyn Repository, path: &ProjectPath, span: Span) -> Self {
        let text = repository.read(path).unwrap_or_default();
        Self { path: path.clone(), span, instructions: dockerfile::read(&text).instructions }
    }

    /// The instructions of that name.
    pub fn all<'d>(&'d self, name: &'d str) -> impl Iterator<Item = &'d WrittenInstruction> {
        self.instructions.iter().filter(move |instruction| instruction.keyword == name)
    }

    /// The names of its stages.
    pub fn stages(&self) -> impl Iterator<Item = &str> {
        self.all("FROM").filter_map(|from| words(from).nth(2))
    }

    /// The images that its stages begin with, and their lines; neither other stages nor what a variable names.
    pub fn bases(&self) -> impl Iterator<Item = (usize, &str)> {
        let stages: BTreeSet<_> = self.stages().collect();
        self.all("FROM").filter_map(move |from| {
            let base = words(from).next()?;
            let is_image = base != "scratch" && !base.contains('$') && !stages.contains(base);
            is_image.then_some((from.line, base))
        })
    }

    /// A line of it.
    pub fn place(&self, line: usize) -> Place {
        Place { span: self.span, line: Some(format!("line {line} of `{}`", self.path)) }
    }
}

/// The words of an instruction, without its flags.
fn words(instruction: &WrittenInstruction) -> impl Iterator<Item = &str> {
    instruction.arguments.split_whitespace().filter(|word| !word.starts_with("--"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Dockerfile;
    use crate::span::Span;
    use crate::value::{FromText, ProjectPath};

    fn read(text: &str) -> Dockerfile {
        let path = ProjectPath::from_text("Dockerfile").unwrap();
        let repository = BTreeMap::from([(path.clone(), text.to_owned())]);
        Dockerfile::read(&repository, &path, Span::default())
    }

    #[test]
    fn stages_and_variables_are_no_images() {
        let file = read(
            "ARG V\nfrom --platform=linux/amd64 node:22 as build\nFROM build\nFROM x:$V\nFROM scratch\n",
        );
        assert_eq!(file.bases().collect::<Vec<_>>(), [(2, "node:22")]);
    }

    #[test]
    fn what_a_here_document_holds_is_no_image() {
        let file = read("FROM node:22\nRUN cat > Dockerfile <<EOF\nFROM node:8\nEOF\n");
        assert_eq!(file.bases().collect::<Vec<_>>(), [(1, "node:22")]);
    }

    #[test]
    fn a_line_is_named_with_its_file() {
        assert_eq!(read("FROM a\n").place(5).label("x"), "line 5 of `Dockerfile`: x");
    }

    #[test]
    fn many_stages_take_time_in_proportion() {
        let stages = "FROM a:1 AS s\n".repeat(50_000);
        assert_eq!(read(&stages).bases().count(), 50_000);
    }
}
