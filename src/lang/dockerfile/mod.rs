//! Dockerfiles: a tree, its printer, and a reader of those that others wrote; see the
//! [Dockerfile reference](https://docs.docker.com/reference/dockerfile/).

mod instruction;
mod read;
#[cfg(test)]
mod tests;
mod word;

pub use self::instruction::{Healthcheck, Instruction};
pub use self::read::{Written, WrittenInstruction, read};
pub use self::word::is_writable;

use self::word::word;
use super::comment;

/// A Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dockerfile {
    /// Text for the comment lines at the top.
    pub comment: String,
    /// The build stages in their order.
    pub stages: Vec<Stage>,
}

/// A build stage: `FROM` and what follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stage {
    /// The base image or the name of an earlier stage.
    pub image: String,
    /// The platform of the base image, such as `$BUILDPLATFORM`; it is code.
    pub platform: Option<String>,
    /// The name that later stages copy from.
    pub name: Option<String>,
    /// The instructions after `FROM`.
    pub instructions: Vec<Instruction>,
}

/// Prints a Dockerfile.
///
/// A Dockerfile cannot say every text: outside of exec forms a control character
/// becomes a space, so that no text starts an instruction of its own. Callers
/// that must not lose it ask [`is_writable`] first.
pub fn print(dockerfile: &Dockerfile) -> String {
    // A directive counts only on the first lines, and a blank line ends them.
    let mut lines = vec!["# syntax=docker/dockerfile:1".to_owned()];
    if !dockerfile.comment.is_empty() {
        lines.push(String::new());
        lines.extend(comment::lines("#", &dockerfile.comment));
    }
    for stage in &dockerfile.stages {
        lines.extend([String::new(), from(stage)]);
        lines.extend(stage.instructions.iter().map(instruction::print));
    }
    lines.join("\n") + "\n"
}

fn from(stage: &Stage) -> String {
    let platform = stage.platform.as_ref();
    let platform = platform.map(|platform| format!("--platform={platform} "));
    let name = stage.name.as_ref().map(|name| format!(" AS {name}"));
    format!("FROM {}{}{}", platform.unwrap_or_default(), word(&stage.image), name.unwrap_or_default())
}
