//! `[registry]`: where images live.

use super::{Bool, Int, Text};
use crate::read::choice::choice;
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
        create_repositories: Option<Bool> = "true", "false";
        /// Of ECR repositories.
        image_tag_mutability: Option<Spanned<TagMutability>> = "`IMMUTABLE`", r#""MUTABLE""#;
        /// How many images an ECR repository keeps.
        keep_images: Option<Int> = "30", "50";
    }
}

choice! {
    /// Whether a tag of ECR can be moved to another image.
    pub enum TagMutability {
        /// It cannot: what was tested is what runs.
        Immutable = "IMMUTABLE",
        /// It can.
        Mutable = "MUTABLE",
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
