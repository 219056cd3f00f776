//! `variables.tf`: what a run may set, each with the default of `kura.toml`.

use super::header;
use crate::lang::hcl::{Block, Body, Expression, call, object, reference};
use crate::model::Terraform;

/// No variable is without a default, so that a run never asks.
pub(super) fn body(terraform: &Terraform) -> Body {
    let tags = terraform.default_tags.iter().map(|(key, value)| (key.as_str(), value.as_str().into()));
    header()
        .block(variable(
            "region",
            reference("string"),
            "AWS region of all resources: project.region in kura.toml.",
            terraform.region.as_str().into(),
        ))
        .block(variable(
            "tags",
            call("map", [reference("string")]),
            "Tags of all resources: project.tags and project.environment in kura.toml.",
            object(tags),
        ))
}

fn variable(name: &str, kind: Expression, description: &str, default: Expression) -> Block {
    Block::new("variable", &[name])
        .attribute("type", kind)
        .attribute("description", description)
        .attribute("default", default)
}
