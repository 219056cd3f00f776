//! What the Dockerfile that kura writes for an image says.

use std::collections::BTreeMap;

use super::docker_build::environment;
use super::image::DEFAULT_USER;
use super::resolver::{Resolved, Resolver, words};
use super::static_site::{self, StaticSite};
use crate::diagnostic::nearest;
use crate::read::Entry;
use crate::read::config::{self, HealthSwitch, Text};
use crate::span::Span;
use crate::value::{FromText, ImageReference, Port, ProjectPath};

/// What kura's Dockerfile says.
#[derive(Debug, Clone)]
pub struct Build {
    /// Language of the build stage.
    pub language: Language,
    /// Base of the build stage, and of the final one unless it is static.
    pub base: ImageReference,
    /// The runtime as written.
    pub runtime: Text,
    /// CMD, exec form; empty where nginx serves a folder.
    pub command: Vec<String>,
    /// Where the command is written; without one, where the image is.
    pub command_span: Span,
    /// The build, in the build stage; `None`: there is nothing to build.
    pub build_command: Option<String>,
    /// ENV of the final image.
    pub env: BTreeMap<String, Text>,
    /// ENV of the build stage.
    pub build_env: BTreeMap<String, Text>,
    /// Numeric user.
    pub user: i64,
    /// Port that the service of this image listens on.
    pub port: Option<Port>,
    /// HTTP path of the service's health.
    pub health_path: Option<String>,
    /// What nginx serves, if it does.
    pub static_site: Option<StaticSite>,
}

/// Language of an image, by the manifest and lock file in its context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Python, installed by pip from `requirements.txt`.
    Python,
    /// Node, installed by npm from `package-lock.json`.
    Node,
}

pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    entry: &'a Entry<config::Image>,
    runtime: &Text,
    context: &ProjectPath,
) -> Resolved<Build> {
    let image = &entry.value;
    let (language, base) = language(cx, runtime)?;
    lock_file(cx, runtime, language, context);
    let env = environment(cx, &image.env);
    let build_env = environment(cx, &image.build_env);
    let static_site = static_site::resolve(cx, entry);
    if let (Language::Python, Some(folder), None) = (language, &image.r#static, &image.build_command) {
        cx.later(
            folder.span,
            "finding what builds this folder",
            "add `build_command`, such as `mkdocs build`",
        );
    }
    let command = words(image.command.as_ref());
    if let (Some(command), Some(_)) = (&image.command, &image.r#static) {
        cx.report
            .error("exclusive-keys", command.span, "`static` and `command` exclude each other")
            .help("remove `command`: nginx serves the folder");
    } else if command.is_empty() && image.r#static.is_none() {
        cx.later(
            image.command.as_ref().map_or(image.span, |command| command.span),
            "finding the command by itself",
            "add `command = [\"...\"]`, the program and its arguments",
        );
    }
    let user = cx.at_least(image.user.as_ref(), 1, DEFAULT_USER);
    let (port, health_path) = listens(cx.config, &entry.key);
    Some(Build {
        language,
        base,
        runtime: runtime.clone(),
        command,
        command_span: image.command.as_ref().map_or(image.span, |command| command.span),
        build_command: build_command(image),
        env: env?,
        build_env: build_env?,
        user,
        port,
        health_path,
        static_site: static_site?,
    })
}

/// `runtime` is a language and a version, with the official image's own variant and digest if wanted.
fn language(cx: &mut Resolver<'_>, runtime: &Text) -> Resolved<(Language, ImageReference)> {
    let parsed = ImageReference::from_text(runtime).ok();
    let Some(ImageReference { repository, tag: Some(tag), digest }) = parsed else {
        cx.report
            .error("invalid-value", runtime.span, format!("`{runtime}` is not a runtime"))
            .help("write a language and a version, such as `python:3.13` or `node:24`");
        return None;
    };
    let language = match repository.as_str() {
        "python" => Language::Python,
        "node" => Language::Node,
        "java" | "go" | "dotnet" | "ruby" | "rust" | "nginx" => {
            cx.later(
                runtime.span,
                &format!("the runtime `{repository}`"),
                "write the Dockerfile yourself, and remove `runtime`",
            );
            return None;
        }
        _ => {
            let words = ["python", "node", "java", "go", "dotnet", "ruby", "rust", "nginx"];
            let name = Text::new(repository, runtime.span);
            let finding = cx.unknown_reference(words.into_iter(), "runtime", &name);
            // The name is only the beginning of what stands in the quotes.
            if let Some(near) = nearest(&name, words) {
                finding.replace_with_text(&runtime.replacen(&name.value, near, 1));
            }
            return None;
        }
    };
    if !tag.starts_with(|c: char| c.is_ascii_digit()) {
        cx.report
            .error("invalid-value", runtime.span, format!("`{tag}` is not a version"))
            .label("what it is today is something else tomorrow")
            .help("write a version, such as `python:3.13` or `node:24`");
        return None;
    }
    // The slim variant has what a server needs; a digest belongs to the very tag it was taken from.
    let plain = !tag.contains('-') && digest.is_none();
    let tag = if plain { format!("{tag}-slim") } else { tag };
    Some((language, ImageReference { repository, tag: Some(tag), digest }))
}

/// What cannot be installed reproducibly is not installed at all.
fn lock_file(cx: &mut Resolver<'_>, runtime: &Text, language: Language, context: &ProjectPath) {
    if language == Language::Node && !cx.repository.is_file(&context.file("package.json")) {
        cx.report
            .error(
                "missing-file",
                runtime.span,
                format!("there is no file `{}`", context.file("package.json")),
            )
            .label("this runtime installs from it")
            .help("add `package.json` to the build context");
        return;
    }
    let (wanted, others): (_, &[&str]) = match language {
        Language::Python => ("requirements.txt", &["uv.lock", "poetry.lock", "Pipfile.lock"]),
        Language::Node => ("package-lock.json", &["pnpm-lock.yaml", "yarn.lock"]),
    };
    if cx.repository.is_file(&context.file(wanted)) {
        return;
    }
    if let Some(other) = others.iter().find(|other| cx.repository.is_file(&context.file(other))) {
        cx.later(
            runtime.span,
            &format!("installing from `{other}`"),
            &format!("add `{wanted}` to `{context}`"),
        );
        return;
    }
    cx.report
        .error("missing-file", runtime.span, format!("there is no file `{}`", context.file(wanted)))
        .label("this runtime installs from it")
        .help(format!("add `{wanted}` to the build context, with every version pinned"));
}

fn build_command(image: &config::Image) -> Option<String> {
    let default = image.r#static.as_ref().map(|_| "npm run build".to_owned());
    image.build_command.as_ref().map(|command| command.value.clone()).or(default)
}

/// The port and health path of the service that runs an image, if exactly one does.
pub(super) fn listens(config: &config::Config, key: &str) -> (Option<Port>, Option<String>) {
    let users: Vec<_> = config.services.iter().filter(|entry| entry.value.image.value == key).collect();
    let [only] = users.as_slice() else { return (None, None) };
    let service = &only.value;
    let port = service.port.as_ref().map(|port| port.value).or_else(|| {
        let mut ports = service
            .ports
            .iter()
            .map(|entry| (entry.key.value != "http", &entry.key.value, entry.value.port()));
        let first = ports.next();
        ports.fold(first, |least, other| least.min(Some(other))).map(|(_, _, port)| port)
    });
    let health_path = match &service.health {
        Some(HealthSwitch::Path(path)) => Some(path.value.clone()),
        Some(HealthSwitch::Table(health)) => health.path.as_ref().map(|path| path.value.clone()),
        _ => None,
    };
    (port, health_path)
}
