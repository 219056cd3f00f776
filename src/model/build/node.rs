//! Node: what installs it, what builds it, and what starts it.

use serde_json::Value;

use super::application::{Application, Found, Manager, command, variables};
use super::context::{json, keys, text};
use crate::model::resolver::{Resolved, Resolver};

/// What kura knows of a Node application.
#[derive(Debug, Clone)]
pub struct Node {
    /// What installs the dependencies.
    pub manager: NodeManager,
    /// Manifests and settings of the package manager, which are copied before the sources.
    pub manifests: Vec<String>,
    /// Whether it is several packages, whose manifests lie among the sources.
    pub workspaces: bool,
    /// Whether Next.js puts a server with all that it needs into a folder of its own.
    pub standalone: bool,
    /// Whether the context has a folder `public`.
    pub public: bool,
}

/// What installs the dependencies of a Node application; all but npm with the version `package.json` pins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeManager {
    /// npm, which Node brings.
    Npm,
    /// pnpm.
    Pnpm(String),
    /// Yarn 1.
    YarnClassic(String),
    /// Yarn from version 2 on, which links `node_modules`.
    YarnBerry(String),
}

const MANAGERS: &[Manager] = &[
    ("npm", &["package-lock.json", "npm-shrinkwrap.json"]),
    ("pnpm", &["pnpm-lock.yaml"]),
    ("yarn", &["yarn.lock"]),
];

/// Frameworks, and the packages that tell them; first those that others are built on top of.
const FRAMEWORKS: &[(&str, &str)] = &[
    ("next", "next"),
    ("nuxt", "nuxt"),
    ("nest", "@nestjs/core"),
    ("angular", "@angular/core"),
    ("create-react-app", "react-scripts"),
    ("vue-cli", "@vue/cli-service"),
    ("express", "express"),
    ("fastify", "fastify"),
    ("koa", "koa"),
    ("hono", "hono"),
    ("vite", "vite"),
];

/// Frameworks whose result is a folder of files, and that folder.
const STATIC: &[(&str, &str)] = &[
    ("angular", "dist/<project>/browser"),
    ("create-react-app", "build"),
    ("vue-cli", "dist"),
    ("vite", "dist"),
];

/// Settings of package managers that belong to the manifests.
const SETTINGS: &[&str] = &["pnpm-workspace.yaml", ".pnpmfile.cjs", ".yarnrc.yml"];

/// The last release of [Yarn 1](https://github.com/yarnpkg/yarn/releases), which gets no others.
const YARN_CLASSIC: &str = "1.22.22";

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Node>> {
    if !app.context.has("package.json") {
        app.missing_file(cx, "package.json", "add `package.json` to the build context");
        return None;
    }
    let package = json(&app.context.read("package.json"));
    let name = app.package_manager(cx, MANAGERS)?;
    let manager = manager(cx, app, name, &package)?;
    let known: Vec<_> = FRAMEWORKS.iter().map(|(framework, _)| *framework).collect();
    let framework = app.framework(cx, &known, detected(&package))?;
    let standalone = framework == Some("next") && app.image.command.is_none() && is_standalone(app);
    let build_command = build_command(cx, app, name, framework, &package)?;
    let command =
        if app.wants_command() { start(cx, app, framework, standalone, &package)? } else { Vec::new() };
    // What a person wrote knows where it listens; what kura found is told.
    let mut env = variables([("NODE_ENV", "production")]);
    if app.wants_command() {
        env.extend(variables([("PORT", &app.port_or(3000))]));
        env.extend(
            (standalone || framework == Some("nuxt")).then(|| ("HOSTNAME".to_owned(), "0.0.0.0".to_owned())),
        );
    }
    let mut manifests = vec!["package.json".to_owned()];
    let lock =
        MANAGERS.iter().find(|(known, _)| *known == name).and_then(|(_, files)| app.context.first(files));
    manifests.extend(lock.map(str::to_owned));
    manifests.extend(SETTINGS.iter().filter(|file| app.context.has(file)).map(|file| (*file).to_owned()));
    // A token in it would stay in the image; the rest decides what is installed.
    let npmrc = app.context.read(".npmrc");
    let public = !npmrc.is_empty() && !npmrc.contains("_auth") && !npmrc.contains("_password");
    manifests.extend(public.then(|| ".npmrc".to_owned()));
    let workspaces = package.get("workspaces").is_some()
        || app.context.read("pnpm-workspace.yaml").lines().any(|line| line.starts_with("packages:"));
    let base = app.runtime.image("node", "-slim");
    let needs = text(&package, "/engines/node").and_then(|needs| needs.strip_prefix(">="));
    Some(Found {
        language: Node {
            manager,
            manifests,
            workspaces,
            standalone,
            public: app.context.has_folder("public"),
        },
        final_base: base.clone(),
        base,
        command,
        build_command,
        env,
        needs: needs.map(|needs| (needs.trim().to_owned(), "package.json".to_owned())),
    })
}

fn detected(package: &Value) -> Option<&'static str> {
    let all = || keys(package, "/dependencies").chain(keys(package, "/devDependencies"));
    FRAMEWORKS
        .iter()
        .find(|(_, name)| all().any(|dependency| dependency == *name))
        .map(|(framework, _)| *framework)
}

/// The package manager with its version, which only `package.json` can say: the lock file of one is refused by the next.
fn manager(
    cx: &mut Resolver<'_>,
    app: &Application<'_>,
    name: &str,
    package: &Value,
) -> Resolved<NodeManager> {
    let pinned = text(package, "/packageManager").and_then(|pinned| {
        let version = pinned.strip_prefix(name)?.strip_prefix('@')?.split('+').next()?;
        let sound = version.starts_with(|c: char| c.is_ascii_digit())
            && version.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
        sound.then(|| version.to_owned())
    });
    let classic = || app.context.read("yarn.lock").contains("# yarn lockfile v1");
    match (name, pinned) {
        ("npm", _) => Some(NodeManager::Npm),
        ("pnpm", Some(version)) => Some(NodeManager::Pnpm(version)),
        ("yarn", Some(version)) if version.starts_with("1.") => Some(NodeManager::YarnClassic(version)),
        ("yarn", None) if classic() => Some(NodeManager::YarnClassic(YARN_CLASSIC.to_owned())),
        ("yarn", Some(version)) if linked(cx, app) => Some(NodeManager::YarnBerry(version)),
        ("yarn", Some(_)) => None,
        _ => {
            let example = if name == "pnpm" { "pnpm@10.34.9" } else { "yarn@4.18.1" };
            cx.report
                .error(
                    "package-manager-unpinned",
                    app.span(),
                    format!("`{}` does not say which {name} installs it", app.context.named("package.json")),
                )
                .label("another version may refuse the lock file, or install something else")
                .help(format!(
                    "add `\"packageManager\": \"{example}\"` with the version you use to package.json"
                ));
            None
        }
    }
}

/// Whether Yarn makes a `node_modules`, which `node` alone can run with.
fn linked(cx: &mut Resolver<'_>, app: &Application<'_>) -> bool {
    let settings = app.context.read(".yarnrc.yml");
    let linked = settings.lines().any(|line| {
        line.split_once(':').is_some_and(|(key, value)| {
            key.trim() == "nodeLinker"
                && matches!(value.trim().trim_matches(['"', '\'']), "node-modules" | "pnpm")
        })
    });
    if !linked {
        cx.report
            .error("unsupported-linker", app.span(), "Yarn does not make a `node_modules` here")
            .label("`node` cannot start what Plug'n'Play installs without Yarn")
            .help("add `nodeLinker: node-modules` to `.yarnrc.yml`");
    }
    linked
}

/// Whether Next.js is told to make a server that needs no `node_modules`, see its
/// [documentation](https://nextjs.org/docs/app/api-reference/config/next-config-js/output).
fn is_standalone(app: &Application<'_>) -> bool {
    let config = app.context.first(&["next.config.js", "next.config.mjs", "next.config.ts"]);
    let source = config.map(|file| app.context.read(file)).unwrap_or_default();
    let line = |line: &str| line.split("//").next().unwrap_or_default().replace([' ', '"', '\''], "");
    source.lines().any(|text| line(text).contains("output:standalone"))
}

/// `<manager> run build` where there is something to build.
fn build_command(
    cx: &mut Resolver<'_>,
    app: &Application<'_>,
    manager: &str,
    framework: Option<&str>,
    package: &Value,
) -> Resolved<Option<String>> {
    let has_script = text(package, "/scripts/build").is_some();
    let typescript = keys(package, "/devDependencies").any(|name| name == "typescript");
    let builds = matches!(framework, Some("next" | "nuxt" | "nest"));
    let run = format!("{manager} run build");
    if app.image.build_command.is_some() {
        return Some(None);
    }
    let Some(folder) = &app.image.r#static else {
        return Some((builds || has_script && typescript).then_some(run));
    };
    // A manifest that cannot be read says nothing about its scripts.
    if package.is_object() && !has_script {
        cx.report
            .error(
                "build-script-missing",
                folder.span,
                format!("`{}` has no script `build`", app.context.named("package.json")),
            )
            .label("nothing makes this folder")
            .help("add the script, or write `build_command`");
        return None;
    }
    Some(Some(run))
}

/// The production command: of the framework, of the script `start`, or of the main file.
fn start(
    cx: &mut Resolver<'_>,
    app: &Application<'_>,
    framework: Option<&'static str>,
    standalone: bool,
    package: &Value,
) -> Resolved<Vec<String>> {
    if let Some((name, folder)) = STATIC.iter().find(|(name, _)| Some(*name) == framework) {
        let why = format!("{name} makes a folder of files, which need a web server");
        return app.command_missing(cx, &why, &format!("add `static = \"{folder}\"`, and nginx serves it"));
    }
    match framework {
        Some("next") if standalone => return Some(command(&["node", "server.js"])),
        Some("next") => {
            let next = "node_modules/next/dist/bin/next";
            let port = app.port_or(3000);
            return Some(command(&["node", next, "start", "--hostname", "0.0.0.0", "--port", &port]));
        }
        Some("nuxt") => return Some(command(&["node", ".output/server/index.mjs"])),
        Some("nest") => return Some(command(&["node", "dist/main.js"])),
        _ => {}
    }
    let script = text(package, "/scripts/start").filter(|script| script.starts_with("node "));
    // Whatever a shell would read differently is no list of words.
    let plain = |c: char| c.is_ascii_alphanumeric() || " _./:@%+,=-".contains(c);
    if let Some(script) = script.filter(|script| script.chars().all(plain)) {
        return Some(script.split_whitespace().map(str::to_owned).collect());
    }
    let main = text(package, "/main").filter(|main| app.context.has(main));
    let main = main.or_else(|| app.context.first(&["server.js", "server.mjs", "index.js", "app.js"]));
    match main {
        Some(file) => Some(command(&["node", file])),
        None => app.command_missing(
            cx,
            "`package.json` names no file to start, and there is no `server.js`",
            "add `command = [\"node\", \"<file>\"]`, or `static`, the folder that nginx serves",
        ),
    }
}
