//! How things of this account and region are called.

use crate::lang::hcl::{Expression, reference, template};
use crate::model::Model;
use crate::value::aws_partition;

/// The ARN of something of this account and region: `service:...:tail`.
pub(super) fn arn(model: &Model, service: &str, tail: &str) -> Expression {
    let region = model.project.region.as_ref().map_or("", |region| region.as_str());
    arn_in(model, region, service, tail)
}

/// The ARN of something of this account in a region.
pub(super) fn arn_in(model: &Model, region: &str, service: &str, tail: &str) -> Expression {
    let head = format!("arn:{}:{service}:{region}:", partition(model));
    template([
        head.into(),
        reference("data.aws_caller_identity.current.account_id"),
        format!(":{tail}").into(),
    ])
}

/// The partition of the project's region.
pub(super) fn partition(model: &Model) -> &'static str {
    model.project.region.as_ref().map_or("aws", |region| aws_partition(region))
}
