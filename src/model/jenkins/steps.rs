//! Steps that the user wrote.

use super::check::script;
use crate::lang::groovy::{self, Unclosed};
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::Text;
use crate::span::Span;
use crate::value::Problem;

/// Steps of the user's, which end up in the pipeline as they are.
#[derive(Debug, Clone)]
pub enum Steps {
    /// One shell script.
    Sh(Text),
    /// Groovy with balanced brackets.
    Groovy(Text),
}

impl Steps {
    /// What is written, and where.
    pub fn text(&self) -> &Text {
        match self {
            Self::Sh(text) | Self::Groovy(text) => text,
        }
    }
}

/// Checks that every bracket, string and comment of a few statements is closed.
fn groovy_steps(text: &str) -> Result<(), Problem> {
    let Err(Unclosed { line, what }) = groovy::read(text) else { return Ok(()) };
    let help = if what.starts_with("`#`") {
        "begin the comment with `//`"
    } else {
        "close what is open; everything between the quotes of the key must be whole statements"
    };
    Err(Problem::new(format!("line {line} of this Groovy code: {what}"), help))
}

/// Exactly one of the two; `place` is the table that needs it.
pub(super) fn resolve(
    cx: &mut Resolver<'_>,
    sh: Option<&Text>,
    groovy: Option<&Text>,
    place: Span,
) -> Resolved<Steps> {
    match (sh, groovy) {
        (Some(sh), _) => cx.check(script(sh), sh.span).then(|| Steps::Sh(sh.clone())),
        (None, Some(groovy)) => {
            let sound = cx.check(script(groovy).and_then(|()| groovy_steps(groovy)), groovy.span);
            sound.then(|| Steps::Groovy(groovy.clone()))
        }
        (None, None) => {
            cx.report
                .error("missing-key", place, "`sh` or `groovy` is missing")
                .label("this table says nothing to do")
                .help("add `sh = \"...\"`: shell lines");
            None
        }
    }
}
