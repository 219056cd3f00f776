//! The application's root module.

use std::collections::BTreeMap;

use super::aws_tags;
use super::made::{first_host, made};
use super::resolver::{Resolved, Resolver};
use crate::read::config::{Backend, Text};
use crate::span::Span;
use crate::value::{
    aws_region, dynamodb_table, excludes_minor_and_later, s3_bucket, state_key, version_constraint,
};

/// The lock file in the S3 bucket is no experiment since Terraform 1.11.
/// Source: <https://developer.hashicorp.com/terraform/language/backend/s3>
const REQUIRED_VERSION: &str = ">= 1.11, < 2.0";
/// The first version that can lock by a file.
/// Source: <https://github.com/hashicorp/terraform/blob/v1.10/CHANGELOG.md>
const FIRST_WITH_LOCK_FILE: (u32, u32) = (1, 10);
/// What kura writes holds for both major versions.
const AWS_PROVIDER_VERSION: &str = ">= 5.100, < 7.0";

/// Versions, state and tags of a root module.
#[derive(Debug, Clone)]
pub struct Terraform {
    /// Its table, or what it makes.
    pub span: Span,
    /// AWS region.
    pub region: Text,
    /// Constraint on Terraform's version.
    pub required_version: String,
    /// Constraint on the AWS provider's version.
    pub aws_provider_version: String,
    /// Where the state is kept; `None`: a local file.
    pub backend: Option<StateBackend>,
    /// Tags on everything.
    pub default_tags: BTreeMap<String, String>,
}

/// State in S3.
#[derive(Debug, Clone)]
pub struct StateBackend {
    /// The bucket.
    pub bucket: String,
    /// The object in the bucket.
    pub key: String,
    /// Region of the bucket.
    pub region: String,
    /// Lock table of an older state; `None`: a lock file in the bucket.
    pub dynamodb_table: Option<String>,
}

/// The application's root module; `Some(None)` when it makes nothing in AWS.
pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<Option<Terraform>> {
    let config = cx.config;
    let Some((made, _)) = made(config) else { return nothing_to_make(cx) };
    root_module(cx, made, |backend| backend.key.clone(), "terraform.tfstate").map(Some)
}

/// The Jenkins hosts' root module, which the hosts' place stands for where there is no `[terraform]`.
pub(super) fn of_jenkins(cx: &mut Resolver<'_>, hosts: Span) -> Resolved<Terraform> {
    root_module(cx, hosts, |backend| backend.jenkins_key.clone(), "jenkins.tfstate")
}

/// A root module whose state has a key of its own in the bucket, which all share.
fn root_module(
    cx: &mut Resolver<'_>,
    made: Span,
    key: fn(&Backend) -> Option<Text>,
    file: &str,
) -> Resolved<Terraform> {
    let config = cx.config;
    let region = config.project.region.as_ref()?;
    let versions = config.terraform.as_ref();
    let required_version = versions.and_then(|terraform| terraform.required_version.as_ref());
    let aws_provider_version = versions.and_then(|terraform| terraform.aws_provider_version.as_ref());
    let backend = versions.and_then(|terraform| terraform.backend.as_ref());
    lockable(cx, required_version, backend);
    Some(Terraform {
        span: versions.map_or(made, |terraform| terraform.span),
        region: region.clone(),
        required_version: constraint(cx, required_version, REQUIRED_VERSION),
        aws_provider_version: constraint(cx, aws_provider_version, AWS_PROVIDER_VERSION),
        backend: backend.map(|backend| state(cx, backend, key(backend), file)),
        default_tags: aws_tags::aws_tags(cx),
    })
}

/// Without anything to make there is no root module that `[terraform]` could be about.
fn nothing_to_make(cx: &mut Resolver<'_>) -> Resolved<Option<Terraform>> {
    let Some(terraform) = &cx.config.terraform else { return Some(None) };
    if first_host(cx.config).is_some() {
        return Some(None);
    }
    cx.report
        .error("terraform-without-network", terraform.span, "nothing is made in AWS")
        .label("so there is no Terraform that this could be about")
        .help("add `[network]`, or remove `[terraform]`");
    None
}

/// Whether some version that the constraint admits can lock the state.
fn lockable(cx: &mut Resolver<'_>, required: Option<&Text>, backend: Option<&Backend>) {
    let (Some(required), Some(backend)) = (required, backend) else { return };
    let (major, minor) = FIRST_WITH_LOCK_FILE;
    if backend.dynamodb_table.is_none() && excludes_minor_and_later(required, major, minor) {
        cx.report
            .error("lock-file-unknown", required.span, "these versions of Terraform know no lock file in S3")
            .related(backend.span, "the state is locked by one")
            .help("admit Terraform 1.10 or later, or name a `dynamodb_table`");
    }
}

/// A version constraint as written, or the one that kura pins.
fn constraint(cx: &mut Resolver<'_>, written: Option<&Text>, pin: &str) -> String {
    let Some(text) = written else { return pin.to_owned() };
    cx.check(version_constraint(text), text.span);
    text.value.clone()
}

fn state(cx: &mut Resolver<'_>, backend: &Backend, key: Option<Text>, file: &str) -> StateBackend {
    let project = &cx.config.project;
    cx.check(s3_bucket(&backend.bucket), backend.bucket.span);
    if let Some(key) = &key {
        cx.check(state_key(key), key.span);
    }
    if let Some(region) = &backend.region {
        cx.check(aws_region(region), region.span);
    }
    if let Some(table) = &backend.dynamodb_table {
        cx.check(dynamodb_table(table), table.span);
    }
    let region = backend.region.as_ref().or(project.region.as_ref());
    StateBackend {
        bucket: backend.bucket.value.clone(),
        key: key.map_or_else(|| format!("{}/{file}", project.name), |key| key.value),
        region: region.map(|region| region.value.clone()).unwrap_or_default(),
        dynamodb_table: backend.dynamodb_table.as_ref().map(|table| table.value.clone()),
    }
}
