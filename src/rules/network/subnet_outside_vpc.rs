//! A subnet must lie inside its VPC.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use super::super::{Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::Model;

pub(in crate::rules) const RULE: Rule = Rule {
    name: "subnet-outside-vpc",
    severity: Severity::Error,
    summary: "a subnet's address range is not inside the VPC's",
    check,
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(network) = &model.network else { return };
    let vpc = &network.cidr_block;
    for subnet in network.subnets.values().filter(|subnet| !vpc.contains(subnet.cidr_block.value)) {
        findings
            .at(subnet.cidr_block.span, format!("the subnet `{}` is outside the VPC", subnet.key))
            .label(format!("not inside `{vpc}`"))
            .related(vpc.span, "the VPC has only this range")
            .help(format!("choose a range inside `{vpc}`"));
    }
}
