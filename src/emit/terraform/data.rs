//! `data.tf`: what is asked of AWS, and exists before the first apply.

use super::header;
use crate::lang::hcl::{self, Block};

/// What any file may refer to.
const SOURCES: [&str; 1] = ["aws_caller_identity"];

/// The data sources that the other files refer to; none without a reference.
pub(super) fn file(files: &[(&'static str, String)]) -> Option<(&'static str, String)> {
    let used = |source: &&str| {
        let address = format!("data.{source}.current.");
        files.iter().any(|(_, text)| text.contains(&address))
    };
    let blocks: Vec<_> = SOURCES
        .iter()
        .filter(|source| used(source))
        .map(|source| Block::new("data", &[source, "current"]))
        .collect();
    (!blocks.is_empty()).then(|| ("data.tf", hcl::print(&header().blocks(blocks))))
}
