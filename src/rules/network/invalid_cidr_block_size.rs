//! EC2 takes VPCs and subnets from /16 to /28.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use super::super::{Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Model;

pub(in crate::rules) const RULE: Rule = Rule {
    name: "invalid-cidr-block-size",
    severity: Severity::Error,
    summary: "a VPC or subnet is larger than /16 or smaller than /28",
    check,
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(network) = &model.network else { return };
    let subnets = network.subnets.values().map(|subnet| &subnet.cidr_block);
    for block in std::iter::once(&network.cidr_block).chain(subnets) {
        if !(16..=28).contains(&block.prefix()) {
            findings
                .at(block.span, format!("EC2 does not take a range of the size /{}", block.prefix()))
                .help("choose a range from /16 (65536 addresses) to /28 (16 addresses)");
        }
    }
}
