//! `[registry]`: where images live.

use super::{Bool, Int, Text};
use crate::read::choice::choice;
use crate::read::decode::Later;
use crate::read::table::table;
use crate::span::Spanned;

table! {
    /// `[registry]`: where images live.
    pub struct Registry {
        /// What kind of registry it is.
        kind: Option<Spanned<RegistryKind>> = "`docker_hub`", r#""ecr""#;
        /// Host of a registry of kind `other`.
        host: Option<Text> = "by kind", r#""ghcr.io""#;
        /// `<namespace>/<image>` is the default repository.
        namespace: Option<Text> = "", r#""acme""#;
        /// A secret: the login of the pipeline.
        credentials: Option<Text> = "", r#""dockerhub""#;
        /// User of a `text` secret, which is then a token.
        username: Option<Text> = "", r#""acme-ci""#;
        /// Image pull secret of the pods.
        pull_secret: Option<Text> = "", r#""dockerhub_pull""#;
        /// ECR repositories in Terraform.
        create_repositories: Later<Bool> = "true", "false";
        /// Of ECR repositories.
        image_tag_mutability: Later<Text> = "`IMMUTABLE`", r#""MUTABLE""#;
        /// How many images an ECR repository keeps.
        keep_images: Later<Int> = "30", "50";
    }
}

choice! {
    /// What kind of registry it is.
    pub enum RegistryKind {
        /// Docker Hub.
        DockerHub = "docker_hub",
        /// Amazon ECR, in the project's account and region.
        Ecr = "ecr",
        /// Any other, named by `host`.
        Other = "other",
    }
}
