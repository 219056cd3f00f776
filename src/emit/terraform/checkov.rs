//! What checkov is told not to ask, in its own comment, with the reason.
//!
//! Source: <https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html>

use crate::lang::hcl::{Block, Body};
use crate::model::Checks;

/// A block for which a check does not hold by design.
pub(super) fn skip(block: Block, check: &str, reason: &str) -> Block {
    block.first_comment(&format!("checkov:skip={check}:{reason}"))
}

/// Adds to each resource what `[checks.rules]` allows.
pub(in crate::emit) fn suppress(body: Body, checks: &Checks) -> Body {
    body.map_blocks(|block| {
        let kind = block.resource().map(|(kind, _)| kind.to_owned()).unwrap_or_default();
        checks.suppressions(&kind).fold(block, |block, (check, reason)| {
            if block.has_comment(&format!("checkov:skip={check}:")) {
                block
            } else {
                skip(block, check, reason)
            }
        })
    })
}
