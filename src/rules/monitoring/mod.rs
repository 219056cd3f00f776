//! Rules about alarms.

mod alarm_told_to_nobody;
mod alarm_without_cluster;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[alarm_told_to_nobody::RULE, alarm_without_cluster::RULE];
