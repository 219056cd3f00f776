//! What a finding is; how it looks is `render`'s business.

mod not_utf8;
mod position;
mod render;
mod suggest;

pub use not_utf8::not_utf8;
pub use position::{Position, position};
pub use render::render;
pub use suggest::nearest;

use crate::span::Span;

/// The rule whose places must not be shown as they are.
pub const LITERAL_SECRET: &str = "literal-secret";

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The output would be broken or unsafe: nothing is written.
    Error,
    /// Legal, but likely a mistake.
    Warning,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub span: Span,
    /// What is to be seen there.
    pub label: String,
}

/// One finding, with everything a person needs to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, kebab-case, that says the bad thing.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The plain fact, lowercase, without a full stop.
    pub message: String,
    /// The place to underline.
    pub span: Span,
    /// What to say under the underline, if the message alone is not enough.
    pub label: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The remedy.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Says something under the underlined place.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Adds another place.
    pub fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Self {
        self.related.push(Related { span, label: label.into() });
        self
    }

    /// Names the remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }
}

/// Collects the findings of a phase; a phase never stops at the first.
#[derive(Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds an error and returns it, to be completed.
    pub fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, rule, span, message.into())
    }

    /// Adds a warning and returns it, to be completed.
    pub fn warning(&mut self, rule: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Warning, rule, span, message.into())
    }

    fn add(
        &mut self,
        severity: Severity,
        rule: &'static str,
        span: Span,
        message: String,
    ) -> &mut Diagnostic {
        let diagnostic =
            Diagnostic { rule, severity, message, span, label: None, related: Vec::new(), help: None };
        self.diagnostics.push_mut(diagnostic)
    }

    /// Tells whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings in the order of the text, each once.
    ///
    /// Defaults are read once for each entry that inherits them, so the same
    /// mistake may have been found several times.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|a, b| {
            (a.span, a.severity, a.rule, &a.message).cmp(&(b.span, b.severity, b.rule, &b.message))
        });
        diagnostics.dedup();
        diagnostics
    }
}
