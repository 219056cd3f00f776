//! What the Dockerfile that kura writes for an image says.

mod application;
mod consistency;
mod context;
mod dotnet;
mod go;
mod instructions;
mod java;
pub(super) mod listens;
mod node;
mod packages;
mod python;
mod python_module;
mod ruby;
mod runtime;
mod rust;

use std::collections::BTreeMap;

pub use dotnet::Dotnet;
pub use go::Go;
pub use instructions::Instructions;
pub use java::{Java, JavaTool};
pub use node::{Node, NodeManager};
pub use python::{Python, PythonManager};
pub use ruby::Ruby;

use self::application::{Application, Found};
use self::context::Context;
use self::listens::listens;
use super::container::DEFAULT_USER;
use super::docker_build::environment;
use super::resolver::{Resolved, Resolver, words};
use super::static_site::{self, StaticSite};
use crate::read::Entry;
use crate::read::config::{self, Text};
use crate::span::Span;
use crate::value::{ImageReference, Port, ProjectPath};

/// What kura's Dockerfile says.
///
/// Its stages are `build`, then `test` if there is a test, then the final one, which has no name.
/// `docker build --target test` runs the tests, and fails when they fail; a plain `docker build` does not run them.
#[derive(Debug, Clone)]
pub struct Build {
    /// What the context holds.
    pub language: Language,
    /// The language, as `runtime` names it.
    pub runtime_name: String,
    /// Its version, without a variant.
    pub runtime_version: String,
    /// The runtime as written.
    pub runtime: Text,
    /// Base of the build stage.
    pub base: ImageReference,
    /// Base of the final stage.
    pub final_base: ImageReference,
    /// CMD, exec form; empty where nginx serves a folder.
    pub command: Vec<String>,
    /// Where the command is written; without one, where the image is.
    pub command_span: Span,
    /// The build, in the build stage; `None`: there is nothing to build.
    pub build_command: Option<Text>,
    /// ENV of the final image: what the framework needs, and over it the user's.
    pub env: BTreeMap<String, Text>,
    /// ENV of the build stage.
    pub build_env: BTreeMap<String, Text>,
    /// System packages of the final image.
    pub packages: Vec<String>,
    /// System packages of the build stage.
    pub build_packages: Vec<String>,
    /// Lines of the user's.
    pub instructions: Instructions,
    /// The command of the tests, which run in the stage `test`; empty: there is no such stage.
    pub test: Vec<String>,
    /// Numeric user.
    pub user: i64,
    /// Port that the service of this image listens on.
    pub port: Option<Port>,
    /// HTTP path of the service's health.
    pub health_path: Option<String>,
    /// What nginx serves, if it does.
    pub static_site: Option<StaticSite>,
}

/// Language of an image, and what its context says of how it is built.
#[derive(Debug, Clone)]
pub enum Language {
    /// Python.
    Python(Python),
    /// Node.
    Node(Node),
    /// Java.
    Java(Java),
    /// Go.
    Go(Go),
    /// .NET.
    Dotnet(Dotnet),
    /// Ruby.
    Ruby(Ruby),
    /// Rust.
    Rust,
    /// None: nginx serves a folder of the context.
    Nginx,
}

impl Build {
    /// What runs in the build: the build command and the lines of the user's, each with its place.
    pub fn scripts(&self) -> impl Iterator<Item = &Text> {
        self.build_command.iter().chain(self.instructions.lines())
    }

    /// Whether the sources are needed in the build stage, and the final stage takes them from there.
    pub fn compiles(&self) -> bool {
        let own = &self.instructions;
        self.build_command.is_some() || !own.before_build.is_empty() || !own.after_build.is_empty()
    }
}

/// What a language makes of the context.
type Resolve = fn(&mut Resolver<'_>, &Application<'_>) -> Resolved<Found<Language>>;

/// The languages that kura writes Dockerfiles for, by the names that `runtime` gives them.
const LANGUAGES: [(&str, Resolve); 8] = [
    ("python", |cx, app| Some(python::resolve(cx, app)?.of(Language::Python))),
    ("node", |cx, app| Some(node::resolve(cx, app)?.of(Language::Node))),
    ("java", |cx, app| Some(java::resolve(cx, app)?.of(Language::Java))),
    ("go", |cx, app| Some(go::resolve(cx, app)?.of(Language::Go))),
    ("dotnet", |cx, app| Some(dotnet::resolve(cx, app)?.of(Language::Dotnet))),
    ("ruby", |cx, app| Some(ruby::resolve(cx, app)?.of(Language::Ruby))),
    ("rust", |cx, app| Some(rust::resolve(cx, app)?.of(|()| Language::Rust))),
    ("nginx", |_, app| Some(nginx(app))),
];

/// The stable branch of the [official image](https://hub.docker.com/_/nginx); as of 2026-11-22.
///
/// The official image, not the unprivileged one: with a configuration of its own nothing of the difference is left.
const NGINX: (&str, &str) = ("nginx", "1.30-alpine");

pub(super) fn resolve<'a>(
    cx: &mut Resolver<'a>,
    entry: &'a Entry<config::Image>,
    written: &Text,
    folder: &ProjectPath,
) -> Resolved<Build> {
    let image = &entry.value;
    let runtime = runtime::resolve(cx, written, &LANGUAGES.map(|(name, _)| name))?;
    let context = Context { repository: cx.repository, folder };
    let (port, health_path) = listens(cx.config, &entry.key);
    let instructions = instructions::resolve(cx, image.instructions.as_ref(), &context);
    let packages = packages::resolve(cx, image.packages.as_ref());
    let build_packages = packages::resolve(cx, image.build_packages.as_ref());
    let needs_shell = !packages.is_empty() || instructions.run_in_final_stage();
    let app = Application { image, key: &entry.key, context, runtime: &runtime, port, needs_shell };
    let consistent = consistency::check(cx, &app);
    let found = found(cx, &app);
    let env = environment(cx, &image.env);
    let build_env = environment(cx, &image.build_env);
    let static_site = static_site::resolve(cx, entry, folder);
    let user = cx.at_least(image.user.as_ref(), 1, DEFAULT_USER);
    let (found, static_site) = (found?, static_site?);
    let place = |text: String| Text::new(text, image.span);
    let mut all_env: BTreeMap<_, _> =
        found.env.into_iter().map(|(name, value)| (name, place(value))).collect();
    all_env.extend(env?);
    if image.r#static.is_some() {
        // The page has no process of its own to read what the framework's server needs.
        all_env.retain(|name, _| image.env.get(name).is_some());
    }
    let served = image.r#static.is_some() && !matches!(found.language, Language::Nginx);
    let command = if image.command.is_some() { words(image.command.as_ref()) } else { found.command };
    consistent.then(|| Build {
        base: found.base,
        final_base: if served { runtime::image(NGINX.0, NGINX.1) } else { found.final_base },
        language: found.language,
        runtime_version: runtime.version().to_owned(),
        runtime_name: runtime.language.clone(),
        runtime: written.clone(),
        command,
        command_span: image.command.as_ref().map_or(image.span, |command| command.span),
        build_command: image.build_command.clone().or_else(|| found.build_command.map(place)),
        env: all_env,
        build_env: build_env.unwrap_or_default(),
        packages,
        build_packages,
        instructions,
        test: words(image.test.as_ref()),
        user,
        port,
        health_path,
        static_site,
    })
}

/// What the language makes of the context.
fn found(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Language>> {
    let (_, resolve) = LANGUAGES.iter().find(|(name, _)| *name == app.runtime.language)?;
    let found = resolve(cx, app)?;
    if let Some((version, manifest)) = &found.needs
        && is_older(app.runtime.version(), version)
    {
        cx.report
            .error(
                "runtime-too-old",
                app.span(),
                format!("`{}` wants {version} or newer", app.context.named(manifest)),
            )
            .label("the build would stop at this version")
            .help(format!("move to `{}:{version}` or newer", app.runtime.language));
        return None;
    }
    Some(found)
}

/// Whether a version is older than another, as far as both say a number.
fn is_older(version: &str, than: &str) -> bool {
    let numbers =
        |text: &str| -> Vec<u32> { text.split('.').map_while(|part| part.trim().parse().ok()).collect() };
    let (version, than) = (numbers(version), numbers(than));
    let differ = version.iter().zip(&than).find(|(one, other)| one != other);
    differ.is_some_and(|(one, other)| one < other)
}

/// A folder of the context needs no build.
fn nginx(app: &Application<'_>) -> Found<Language> {
    let base = app.runtime.image("nginx", "-alpine");
    Found {
        language: Language::Nginx,
        final_base: base.clone(),
        base,
        command: Vec::new(),
        build_command: None,
        env: BTreeMap::new(),
        needs: None,
    }
}
