//! Findings as machines read them: one document for all projects.
//!
//! For people there is `diagnostic::render`.

mod github;
mod json;
mod sarif;

pub use github::github;
pub use json::json;
pub use sarif::sarif;

use crate::diagnostic::{Diagnostic, Position, Positions, ShownFinding, ShownSource};
use crate::span::Span;

/// The findings of one project.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The source as it may be shown: what looks like a secret is masked.
    pub source: ShownSource,
    /// All findings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// The findings as they may be shown.
    fn shown(&self) -> impl Iterator<Item = ShownFinding> {
        self.diagnostics.iter().map(|found| self.source.finding(found))
    }

    fn positions(&self) -> Positions<'_> {
        Positions::new(self.source.text.as_str())
    }
}

/// Where something begins and ends; the end is exclusive.
struct Place {
    start: Position,
    end: Position,
}

impl Place {
    fn new(positions: &Positions<'_>, span: Span) -> Self {
        Self { start: positions.at(span.start), end: positions.at(span.end.max(span.start)) }
    }
}
