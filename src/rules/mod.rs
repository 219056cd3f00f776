//! Phase 3: from [`Model`] to findings about what may be written, and would fail or be wrong in the cloud.
//!
//! A rule is one file, and two lines in the list of its area.

mod cluster;
mod database;
mod explain;
mod image;
mod ingress;
mod jenkins;
mod monitoring;
mod network;
mod project;
mod rule;
mod secret;
mod service;
mod settings;
mod shape;
mod team;

pub use explain::{explain, json, list, page};
pub use rule::Rule;

use crate::diagnostic::Report;
use crate::model::Model;
use crate::span::Source;
use rule::Findings;
use settings::Settings;

/// The lists of all areas.
const AREAS: &[&[Rule]] = &[
    cluster::RULES,
    database::RULES,
    image::RULES,
    ingress::RULES,
    jenkins::RULES,
    monitoring::RULES,
    network::RULES,
    project::RULES,
    secret::RULES,
    service::RULES,
    shape::RULES,
    team::RULES,
];

/// Every rule, in no order.
fn all() -> impl Iterator<Item = &'static Rule> {
    AREAS.iter().flat_map(|area| area.iter())
}

/// Every rule, sorted by name.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = all().collect();
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Applies every rule, with the severities that `[checks]` sets.
pub fn check(model: &Model, source: &Source, report: &mut Report) {
    let settings = Settings::new(&model.checks, source, report);
    let mut found = Vec::new();
    for rule in rules() {
        let mut findings = Findings::new(rule);
        (rule.check)(model, &mut findings);
        found.extend(findings.diagnostics);
    }
    settings.apply(found, report);
}
