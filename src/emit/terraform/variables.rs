//! `variables.tf`: what a run may set.

use super::header;
use crate::lang::hcl::{Block, Body, Expression, call, object, reference};

/// No variable is without a default, so that a run never asks; the region is none, because zones and the pipeline
/// would keep that of `kura.toml`.
pub(super) fn body() -> Body {
    let none: [(&str, Expression); 0] = [];
    header().block(variable(
        "extra_tags",
        call("map", [reference("string")]),
        "More tags on all resources.",
        object(none),
    ))
}

fn variable(name: &str, kind: Expression, description: &str, default: Expression) -> Block {
    Block::new("variable", &[name])
        .attribute("type", kind)
        .attribute("description", description)
        .attribute("default", default)
}
