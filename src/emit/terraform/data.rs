//! `data.tf`: what is asked of AWS, and exists before the first apply.

use std::collections::BTreeSet;

use super::header;
use crate::lang::hcl::{Block, Body, reference};
use crate::model::Model;

/// The data sources that the other files refer to; none without a reference.
pub(super) fn file(model: &Model, bodies: &[(&'static str, Body)]) -> Option<(&'static str, Body)> {
    let references: BTreeSet<_> = bodies.iter().flat_map(|(_, body)| body.references()).collect();
    let used = |address: &str| references.contains(&format!("data.{address}"));
    let provider = used("aws_iam_openid_connect_provider.main");
    let mut blocks = Vec::new();
    if used("aws_caller_identity.current") {
        blocks.push(Block::new("data", &["aws_caller_identity", "current"]));
    }
    if let Some(cluster) = model.cluster.as_ref().filter(|_| provider || used("aws_eks_cluster.main")) {
        blocks
            .push(Block::new("data", &["aws_eks_cluster", "main"]).attribute("name", cluster.name.as_str()));
    }
    if provider {
        blocks.push(
            Block::new("data", &["aws_iam_openid_connect_provider", "main"])
                .attribute("url", reference("data.aws_eks_cluster.main.identity[0].oidc[0].issuer")),
        );
    }
    (!blocks.is_empty()).then(|| ("data.tf", header().blocks(blocks)))
}
