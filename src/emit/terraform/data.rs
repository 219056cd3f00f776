//! `data.tf`: what is asked of AWS, and exists before the first apply.

use super::header;
use crate::lang::hcl::{self, Block, reference};
use crate::model::Model;

/// The data sources that the other files refer to; none without a reference.
pub(super) fn file(model: &Model, files: &[(&'static str, String)]) -> Option<(&'static str, String)> {
    let used = |address: &str| files.iter().any(|(_, text)| text.contains(&format!("data.{address}.")));
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
    (!blocks.is_empty()).then(|| ("data.tf", hcl::print(&header().blocks(blocks))))
}
