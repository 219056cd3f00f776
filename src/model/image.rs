//! Images: how each is built, and what its Dockerfile needs to know.

use std::collections::BTreeMap;

use super::build::{self, Build};
use super::docker_build;
use super::dockerfile::Dockerfile;
use super::open_table::OpenTable;
use super::registry;
use super::resolver::{Resolved, Resolver, keys};
use crate::read::Entry;
use crate::read::config::{self, RegistryKind, Text};
use crate::span::Span;
use crate::value::{FromText, ImageReference, Problem, ProjectPath, terraform_name};

/// An image that the pipeline builds and pushes.
#[derive(Debug, Clone)]
pub struct Image {
    /// Its key in `kura.toml`.
    pub key: Text,
    /// Its key until now, if that has changed.
    pub renamed_from: Option<Text>,
    /// Where it is pushed, with the registry's host, without a tag; at the key if that names it.
    pub repository: Text,
    /// Folder of the build context.
    pub context: ProjectPath,
    /// The Dockerfile.
    pub dockerfile: ProjectPath,
    /// `--build-arg` of `docker build`.
    pub build_args: BTreeMap<String, Text>,
    /// `--target` of `docker build`.
    pub target: Option<String>,
    /// `--platform` of `docker build`.
    pub platform: Text,
    /// Who writes the Dockerfile.
    pub source: ImageSource,
    /// The keys of its tables that take any name.
    pub open_tables: Vec<OpenTable>,
}

/// Who writes an image's Dockerfile.
#[derive(Debug, Clone)]
pub enum ImageSource {
    /// The user.
    HandWritten(Dockerfile),
    /// kura.
    Build(Box<Build>),
}

pub(super) fn resolve(cx: &mut Resolver<'_>) -> Resolved<BTreeMap<String, Image>> {
    let config = cx.config;
    cx.each(&config.images, one)
}

fn one<'a>(cx: &mut Resolver<'a>, entry: &'a Entry<config::Image>) -> Resolved<Image> {
    let image = &entry.value;
    let named = cx.check(key_name(&entry.key), entry.key.span);
    // A key that is no name makes no repository either, and that is one mistake.
    let repository = if named || image.repository.is_some() { repository(cx, entry) } else { None };
    if let Some(old) = &image.renamed_from {
        cx.check(terraform_name(old), old.span);
    }
    let build_args = docker_build::args(cx, &image.build_args);
    let target = docker_build::target(cx, image);
    let platform = docker_build::platform(cx, image);
    let context = image.context.as_ref().map_or_else(ProjectPath::root, |context| context.value.clone());
    let context_span = image.context.as_ref().map_or(image.span, |context| context.span);
    let is_folder = context.is_root() || cx.repository.is_folder(&context);
    if !is_folder {
        cx.report
            .error("missing-folder", context_span, format!("there is no folder `{context}`"))
            .label("the build context of this image")
            .help("create the folder, or name another one; paths are relative to the folder of kura.toml");
    }
    let dockerfile =
        image.dockerfile.as_ref().map_or_else(|| context.file("Dockerfile"), |path| path.value.clone());
    let source = if is_folder { source(cx, entry, &context, &dockerfile) } else { None };
    if let (Some(Some(_)), Some(target), Some(ImageSource::HandWritten(file))) =
        (&target, &image.target, &source)
    {
        docker_build::stage(cx, target, file);
    }
    Some(Image {
        key: named.then(|| entry.key.clone())?,
        renamed_from: image.renamed_from.clone(),
        repository: repository?,
        context,
        dockerfile,
        build_args: build_args?,
        target: target?,
        platform: platform?,
        source: source?,
        open_tables: vec![
            OpenTable { name: "build_args", keys: keys(&image.build_args) },
            OpenTable { name: "env", keys: keys(&image.env) },
            OpenTable { name: "build_env", keys: keys(&image.build_env) },
        ],
    })
}

/// The pipeline names files and stages after the key.
fn key_name(key: &str) -> Result<(), Problem> {
    let first = key.starts_with(|c: char| c.is_ascii_alphanumeric());
    if first && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{key}` is not the name of an image"),
        "use letters, digits, `-`, `_` and `.`, a letter or digit first; the repository's name is `repository`",
    ))
}

/// `[<host>/]<repository>`, checked as a reference without a tag.
fn repository(cx: &mut Resolver<'_>, entry: &Entry<config::Image>) -> Resolved<Text> {
    let registry = cx.config.registry.as_ref();
    let namespace = registry.and_then(|registry| registry.namespace.as_ref());
    let written = entry.value.repository.as_ref();
    let path = match (written, namespace) {
        (Some(written), _) => written.value.clone(),
        (None, Some(namespace)) => format!("{namespace}/{}", entry.key),
        (None, None) => entry.key.value.clone(),
    };
    let other = registry
        .filter(|registry| registry.kind.as_ref().is_some_and(|kind| kind.value == RegistryKind::Other));
    let ecr = registry::of_ecr(cx.config);
    let host = other.and_then(|registry| registry.host.as_ref().map(|host| host.value.clone()));
    let host = host.or_else(|| ecr.and_then(|_| registry::ecr_host(cx.config)));
    let full = host.map_or_else(|| path.clone(), |host| format!("{host}/{path}"));
    let span = written.map_or(entry.key.span, |text| text.span);
    if let Ok(ImageReference { tag: None, digest: None, .. }) = ImageReference::from_text(&full) {
        let kind = registry.and_then(|registry| registry.kind.as_ref());
        let hub = kind.is_none_or(|kind| kind.value == RegistryKind::DockerHub);
        let sound = !hub || cx.config.jenkins.is_none() || has_namespace(cx, &full, span);
        return sound.then_some(Text::new(full, span));
    }
    cx.report
        .error("invalid-value", span, format!("`{full}` is not a repository"))
        .help("write it in lowercase and without a tag, such as `acme/shop-web`: the pipeline sets the tag");
    None
}

/// On Docker Hub everything else is [an official image](https://docs.docker.com/docker-hub/image-library/trusted-content/).
fn has_namespace(cx: &mut Resolver<'_>, repository: &str, span: Span) -> bool {
    let name = repository.strip_prefix("docker.io/").unwrap_or(repository);
    if name.contains('/') {
        return true;
    }
    cx.report
        .error("repository-without-namespace", span, format!("nobody can push `{name}` to Docker Hub"))
        .label("a repository without a namespace is one of Docker's own images")
        .help(format!("set `registry.namespace`, or `repository = \"<namespace>/{name}\"`"));
    false
}

fn source<'a>(
    cx: &mut Resolver<'a>,
    entry: &'a Entry<config::Image>,
    context: &ProjectPath,
    dockerfile: &ProjectPath,
) -> Resolved<ImageSource> {
    let image = &entry.value;
    if let Some(runtime) = &image.runtime {
        if let Some(target) = &image.target {
            cx.report
                .error("exclusive-keys", target.span, "`runtime` and `target` exclude each other")
                .label("a Dockerfile that kura writes has one result")
                .help("remove `target`, or remove `runtime` and write the Dockerfile yourself");
        }
        return build::resolve(cx, entry, runtime, context).map(Box::new).map(ImageSource::Build);
    }
    for (span, key) in only_with_runtime(image) {
        cx.report
            .error("runtime-missing", span, format!("`{key}` needs a `runtime`"))
            .label("without one the Dockerfile is yours")
            .help("add `runtime`, and kura writes the Dockerfile, or remove the key");
    }
    let span = image.dockerfile.as_ref().map_or(image.span, |path| path.span);
    if !cx.repository.is_file(dockerfile) {
        cx.report
            .error("missing-file", span, format!("there is no file `{dockerfile}`"))
            .label("without `runtime` the Dockerfile is yours")
            .help("write the Dockerfile, or add `runtime = \"python:3.13\"` and kura writes it");
        return None;
    }
    Some(ImageSource::HandWritten(Dockerfile::read(cx.repository, dockerfile, span)))
}

/// Keys that describe a Dockerfile of kura's.
fn only_with_runtime(image: &config::Image) -> Vec<(Span, &'static str)> {
    let mut keys = Vec::new();
    keys.extend(image.command.as_ref().map(|key| (key.span, "command")));
    keys.extend(image.build_command.as_ref().map(|key| (key.span, "build_command")));
    keys.extend(image.r#static.as_ref().map(|key| (key.span, "static")));
    keys.extend(image.proxy.iter().next().map(|entry| (entry.key.span, "proxy")));
    keys.extend(image.framework.as_ref().map(|key| (key.span, "framework")));
    keys.extend(image.package_manager.as_ref().map(|key| (key.span, "package_manager")));
    keys.extend(image.nginx_config.as_ref().map(|key| (key.span, "nginx_config")));
    keys.extend(image.packages.as_ref().map(|key| (key.span, "packages")));
    keys.extend(image.build_packages.as_ref().map(|key| (key.span, "build_packages")));
    keys.extend(image.test.as_ref().map(|key| (key.span, "test")));
    keys.extend(image.env.iter().next().map(|entry| (entry.key.span, "env")));
    keys.extend(image.build_env.iter().next().map(|entry| (entry.key.span, "build_env")));
    keys
}
