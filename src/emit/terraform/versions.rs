//! `versions.tf`: versions, state and the provider.

use super::header;
use crate::lang::hcl::{Block, Body, Expression, call, object, reference};
use crate::model::{StateBackend, Terraform};

/// Versions, the place of the state, and the provider, which no file gives credentials to.
pub(super) fn body(terraform: &Terraform) -> Body {
    let settings = Block::new("terraform", &[])
        .attribute("required_version", terraform.required_version.as_str())
        .block(Block::new("required_providers", &[]).attribute(
            "aws",
            object([
                ("source", "hashicorp/aws".into()),
                ("version", terraform.aws_provider_version.as_str().into()),
            ]),
        ))
        .blocks(terraform.backend.as_ref().map(backend));
    let provider = Block::new("provider", &["aws"])
        .attribute("region", terraform.region.as_str())
        .block(Block::new("default_tags", &[]).attribute("tags", tags(terraform)));
    header()
        .block(settings)
        .comment("Credentials come from the environment that runs Terraform.")
        .block(provider)
}

/// The project's tags; a run may add to them.
fn tags(terraform: &Terraform) -> Expression {
    let tags = terraform.default_tags.iter().map(|(key, value)| (key.as_str(), value.as_str().into()));
    call("merge", [object(tags), reference("var.extra_tags")])
}

/// The state in S3, with a lock so that two runs cannot write it at once.
///
/// Source: <https://developer.hashicorp.com/terraform/language/backend/s3>
fn backend(state: &StateBackend) -> Block {
    let block = Block::new("backend", &["s3"])
        .attribute("bucket", state.bucket.as_str())
        .attribute("key", state.key.as_str())
        .attribute("region", state.region.as_str())
        .attribute("encrypt", true);
    match &state.dynamodb_table {
        Some(table) => block.attribute("dynamodb_table", table.as_str()),
        None => block.attribute("use_lockfile", true),
    }
}
