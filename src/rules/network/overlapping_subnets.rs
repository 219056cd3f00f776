//! Two subnets of a VPC must not share an address.
//!
//! Source: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>

use super::super::{Findings, Rule};
use crate::diagnostic::Severity;
use crate::model::{Model, Subnet};

pub(in crate::rules) const RULE: Rule = Rule {
    name: "overlapping-subnets",
    severity: Severity::Error,
    summary: "two subnets share addresses",
    check,
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(network) = &model.network else { return };
    let mut subnets: Vec<&Subnet> = network.subnets.values().collect();
    subnets.sort_by_key(|subnet| subnet.cidr_block.span);
    for (index, subnet) in subnets.iter().enumerate() {
        let earlier = subnets.iter().take(index);
        if let Some(other) =
            earlier.into_iter().find(|other| other.cidr_block.overlaps(subnet.cidr_block.value))
        {
            findings
                .at(
                    subnet.cidr_block.span,
                    format!("the subnets `{}` and `{}` overlap", other.key, subnet.key),
                )
                .label(format!("shares addresses with `{}`", other.cidr_block))
                .related(other.cidr_block.span, "the other is here")
                .help("choose ranges that share no address");
        }
    }
}
