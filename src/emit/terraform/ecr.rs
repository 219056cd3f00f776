//! `ecr.tf`: the repositories of the images.
//!
//! Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository>

use super::{header, kms};
use crate::lang::hcl::{Block, Body, call, list, object, reference};
use crate::model::{Ecr, Image, Model, Repositories};

/// A repository for each image; `None` where they exist, or live elsewhere.
pub(super) fn body(model: &Model, partition: &str) -> Option<Body> {
    let ecr = model.registry.ecr.as_ref()?;
    let repositories = ecr.repositories.as_ref().filter(|_| !model.images.is_empty())?;
    let project = model.project.name.as_str();
    let key = kms::Key {
        address: "images",
        alias: &format!("{project}-images"),
        description: &format!("Images of {project}"),
        statements: Vec::new(),
    };
    let blocks = model.images.values().flat_map(|image| repository(ecr, repositories, image));
    Some(header().blocks(key.blocks(partition, "What the images hold")).blocks(blocks))
}

fn repository(ecr: &Ecr, repositories: &Repositories, image: &Image) -> [Block; 2] {
    let key = image.key.as_str();
    let scan = Block::new("image_scanning_configuration", &[]).attribute("scan_on_push", true);
    let encryption = Block::new("encryption_configuration", &[])
        .attribute("encryption_type", "KMS")
        .attribute("kms_key", reference("aws_kms_key.images.arn"));
    let repository = Block::new("resource", &["aws_ecr_repository", key])
        .attribute("name", ecr.repository_name(image))
        .attribute("image_tag_mutability", repositories.tag_mutability.word())
        .block(scan)
        .block(encryption);
    let policy = Block::new("resource", &["aws_ecr_lifecycle_policy", key])
        .attribute("repository", reference(&format!("aws_ecr_repository.{key}.name")))
        .attribute("policy", lifecycle(repositories.keep_images));
    [repository, policy]
}

/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html>
fn lifecycle(keep: i64) -> crate::lang::hcl::Expression {
    let selection = object([
        ("tagStatus", "any".into()),
        ("countType", "imageCountMoreThan".into()),
        ("countNumber", keep.into()),
    ]);
    let rule = object([
        ("rulePriority", 1.into()),
        ("description", format!("Keep the newest {keep} images").into()),
        ("selection", selection),
        ("action", object([("type", "expire".into())])),
    ]);
    call("jsonencode", [object([("rules", list([rule]))])])
}
