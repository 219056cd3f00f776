//! `logs.tf`: the key of the module's log groups, and what a log group is.

use super::{checkov, header, kms};
use crate::lang::hcl::{Block, Body, reference};
use crate::model::Monitoring;
use crate::value::aws_partition;

/// A log group that forgets, as no log group does by itself.
pub(super) fn log_group(monitoring: &Monitoring, key: &str, name: &str) -> Block {
    let group = Block::new("resource", &["aws_cloudwatch_log_group", key])
        .attribute("name", name)
        .attribute("retention_in_days", monitoring.log_retention_in_days)
        .attribute("kms_key_id", reference("aws_kms_key.logs.arn"));
    if monitoring.log_retention_in_days >= 365 {
        return group;
    }
    checkov::skip(
        group,
        "CKV_AWS_338",
        "monitoring.log_retention_in_days says how long, and a year has its price",
    )
}

/// The key, if one of the other files has a log group; `owner` is what the alias begins with.
pub(super) fn file(
    owner: &str,
    region: &str,
    bodies: &[(&'static str, Body)],
) -> Option<(&'static str, Body)> {
    let mut resources = bodies.iter().flat_map(|(_, body)| body.resources());
    resources.find(|(kind, _)| *kind == "aws_cloudwatch_log_group")?;
    let partition = aws_partition(region);
    let key = kms::Key {
        address: "logs",
        alias: &format!("{owner}-logs"),
        description: &format!("Logs of {owner}"),
        statements: vec![kms::log_groups(partition, region)],
    };
    Some((
        "logs.tf",
        header().blocks(key.blocks(partition, "Logs tell who did what, and at times more than they should")),
    ))
}
