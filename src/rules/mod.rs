//! Phase 3: from [`Model`] to findings about what may be written, and would fail or be wrong in the cloud.
//!
//! A rule is one file and one line in [`RULES`].

mod network;
mod service;

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::Model;
use crate::span::Span;

/// Every rule, sorted by name.
pub const RULES: &[Rule] = &[
    network::invalid_cidr_block_size::RULE,
    network::overlapping_subnets::RULE,
    service::shared_volume::RULE,
    network::subnet_outside_vpc::RULE,
    network::zone_outside_region::RULE,
];

/// One thing that kura knows to be wrong.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Kebab-case, and says the bad thing.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub summary: &'static str,
    /// Finds it.
    check: fn(&Model, &mut Findings<'_>),
}

/// Where a rule puts what it finds.
struct Findings<'r> {
    rule: &'static Rule,
    report: &'r mut Report,
}

impl Findings<'_> {
    /// Adds a finding at a place and returns it, to be completed.
    fn at(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        match self.rule.severity {
            Severity::Error => self.report.error(self.rule.name, span, message),
            Severity::Warning => self.report.warning(self.rule.name, span, message),
        }
    }
}

/// Applies every rule.
pub fn check(model: &Model, report: &mut Report) {
    for rule in RULES {
        (rule.check)(model, &mut Findings { rule, report });
    }
}
