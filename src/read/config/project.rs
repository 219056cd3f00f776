//! `[project]`, `[outputs]`, `[terraform]`: names, places and versions.

use super::{Bool, Text};
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::ProjectPath;

table! {
    /// `[project]`: what everything else is named after.
    pub struct Project {
        /// Prefix of AWS names, default namespace.
        name: Text = "", r#""shop""#;
        /// Tag `Environment` on everything in AWS.
        environment: Option<Text> = "", r#""staging""#;
        /// Region of all resources.
        region: Option<Text> = "required with AWS", r#""eu-west-1""#;
        /// Only where a committed file must hold it: the name of an image in ECR, the ARN of a role with IRSA.
        account_id: Option<Text> = "the pipeline asks STS", r#""123456789012""#;
        /// Provider default tags; tags of load balancers.
        tags: Named<Text> = "{}", r#"{ Team = "web" }"#;
    }
}

table! {
    /// `[outputs]`: where the output is written, relative to the folder of `kura.toml`.
    pub struct Outputs {
        /// Application root module.
        terraform: Option<Spanned<ProjectPath>> = "`terraform`", r#""infra""#;
        /// Jenkins root module, its user data in `scripts/` below it.
        jenkins_terraform: Option<Spanned<ProjectPath>> = "`terraform/jenkins`", r#"".""#;
        /// Manifests and `kustomization.yaml`.
        manifests: Option<Spanned<ProjectPath>> = "`kubernetes`", r#""k8s""#;
        /// The pipeline, unless `[jenkins.pipelines]` names several.
        jenkinsfile: Option<Spanned<ProjectPath>> = "`Jenkinsfile`", r#""ci/Jenkinsfile""#;
        /// A `.gitattributes` with a line for each file of kura's: git merges none of them, and the next build is enough.
        gitattributes: Option<Bool> = "false", "true";
    }
}

table! {
    /// `[terraform]`: versions and state of the root modules.
    pub struct Terraform {
        /// Constraint on Terraform's version in both root modules.
        required_version: Option<Text> = "pinned by kura", r#""~> 1.11""#;
        /// Constraint on the AWS provider's version in both root modules.
        aws_provider_version: Option<Text> = "pinned by kura", r#""~> 6.0""#;
        /// Where the state is kept.
        backend: Option<Backend> = "a local file", r#"{ bucket = "acme-state" }"#;
    }
}

table! {
    /// `[terraform.backend]`: state in S3.
    pub struct Backend {
        /// S3 bucket of the state.
        bucket: Text = "", r#""acme-state""#;
        /// Key of the application module's state in the bucket.
        key: Option<Text> = "`<project>/terraform.tfstate`", r#""eks/terraform.tfstate""#;
        /// Key of the Jenkins module's state in the bucket.
        jenkins_key: Option<Text> = "`<project>/jenkins.tfstate`", r#""eks/jenkins.tfstate""#;
        /// Region of the bucket.
        region: Option<Text> = "the project's region", r#""eu-west-1""#;
        /// Lock table of an older state; without it a lock file in the bucket.
        dynamodb_table: Option<Text> = "", r#""locks""#;
    }
}
