//! What a rule is, and where it puts what it finds.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Model;
use crate::span::Span;

/// One thing that kura knows to be wrong.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, says the bad thing, and reads well after "allow".
    pub name: &'static str,
    /// How bad it is, unless `[checks]` says otherwise.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub summary: &'static str,
    /// Markdown: why it matters, a ```` ```toml fail ```` block that reports exactly this
    /// rule, a ```` ```toml pass ```` block that reports nothing, and how to mend it.
    ///
    /// A block is a whole `kura.toml` but for `kura`, `[project]` and, where
    /// anything is made in AWS, `[terraform.backend]`, which it may leave out.
    pub docs: &'static str,
    /// Finds it.
    pub(super) check: fn(&Model, &mut Findings),
}

/// The check of a rule that an earlier phase finds, because nothing could be made of the file otherwise.
///
/// Its severity cannot be changed.
pub(super) fn found_earlier(_: &Model, _: &mut Findings) {}

impl Rule {
    /// Whether `[checks]` may change its severity.
    pub fn can_be_set(&self) -> bool {
        !std::ptr::fn_addr_eq(self.check, found_earlier as fn(&Model, &mut Findings))
    }
}

/// What one rule finds.
#[derive(Debug)]
pub(super) struct Findings {
    rule: &'static Rule,
    /// All of it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Nothing yet.
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self { rule, diagnostics: Vec::new() }
    }

    /// Adds a finding at a place and returns it, to be completed.
    pub(super) fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push_mut(Diagnostic::new(self.rule.name, self.rule.severity, span, message))
    }
}
