//! Python: what installs it, and which server starts it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::application::{Application, Found, Manager, command};
use super::context::{keys, text, toml};
use super::python_module;
use crate::model::resolver::{Resolved, Resolver};

/// What kura knows of a Python application.
#[derive(Debug, Clone)]
pub struct Python {
    /// What installs the dependencies.
    pub manager: PythonManager,
    /// The development dependencies for pip, if a file names them.
    pub development: Option<&'static str>,
}

/// What installs the dependencies of a Python application.
#[derive(Debug, Clone)]
pub enum PythonManager {
    /// pip.
    Pip {
        /// `requirements.txt`, and the files that it includes.
        files: Vec<String>,
        /// Whether a requirement is a folder of the sources, such as `-e .`.
        local: bool,
    },
    /// uv, from `uv.lock`.
    Uv {
        /// Whether the project is a package that is installed itself.
        package: bool,
    },
    /// Poetry, from `poetry.lock`.
    Poetry {
        /// Whether the project is a package that is installed itself.
        package: bool,
    },
}

const MANAGERS: &[Manager] =
    &[("pip", &["requirements.txt"]), ("uv", &["uv.lock"]), ("poetry", &["poetry.lock"])];

const FRAMEWORKS: &[&str] = &["django", "fastapi", "flask"];

/// The names of files with development dependencies.
const DEVELOPMENT: &[&str] =
    &["requirements-dev.txt", "requirements-test.txt", "dev-requirements.txt", "test-requirements.txt"];

pub(super) fn resolve(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Found<Python>> {
    let name = app.package_manager(cx, MANAGERS)?;
    let manifest = if name == "pip" { "requirements.txt" } else { "pyproject.toml" };
    let project = toml(&app.context.read("pyproject.toml"));
    if name != "pip" && !app.context.has(manifest) {
        app.missing_file(cx, manifest, "add it: the lock file belongs to it");
        return None;
    }
    let files = if name == "pip" { requirement_files(cx, app)? } else { Vec::new() };
    let dependencies = if name == "pip" { required(app, &files) } else { declared(&project) };
    let detected = FRAMEWORKS.iter().copied().find(|framework| dependencies.contains(*framework));
    let framework = app.framework(cx, FRAMEWORKS, detected)?;
    // Poetry refuses to install a project in which it finds no package.
    let package =
        project.pointer("/build-system").is_some() && (name == "uv" || app.context.has_folder("src"));
    let manager = match name {
        "pip" => {
            PythonManager::Pip { local: files.iter().any(|file| is_local(&app.context.read(file))), files }
        }
        "uv" => PythonManager::Uv { package },
        _ => PythonManager::Poetry { package },
    };
    let found = |class| python_module::of(&app.context, class, package && name != "pip");
    let found = match framework {
        Some("django") => Some(("gunicorn", python_module::wsgi(&app.context))),
        Some("flask") => Some(("gunicorn", found("Flask"))),
        Some("fastapi") => Some(("uvicorn", found("FastAPI"))),
        _ => None,
    };
    let command = match (app.wants_command(), found) {
        (false, _) => Vec::new(),
        (true, Some((server, _))) if !dependencies.contains(server) => {
            return app.server_missing(cx, framework.unwrap_or_default(), server, manifest);
        }
        (true, Some((server, Some(module)))) => start(app, server, &module),
        (true, Some((server, None))) => {
            let why = "its application is in none of the usual modules";
            let help = format!("add `command = [\"{server}\", \"<module>:<application>\", ...]`");
            return app.command_missing(cx, why, &help);
        }
        (true, None) => {
            let why = format!("`{manifest}` names neither Django, nor FastAPI, nor Flask");
            return app.command_missing(cx, &why, "add `command = [\"...\"]`, the program and its arguments");
        }
    };
    let base = app.runtime.image("python", "-slim");
    let needs = text(&project, "/project/requires-python").and_then(|needs| needs.strip_prefix(">="));
    Some(Found {
        language: Python { manager, development: app.context.first(DEVELOPMENT) },
        final_base: base.clone(),
        base,
        command,
        build_command: None,
        env: [].into(),
        needs: needs.map(|needs| (needs.trim().to_owned(), "pyproject.toml".to_owned())),
    })
}

/// `requirements.txt`, and the files that it includes, see the
/// [format](https://pip.pypa.io/en/stable/reference/requirements-file-format/).
fn requirement_files(cx: &mut Resolver<'_>, app: &Application<'_>) -> Resolved<Vec<String>> {
    let mut files = vec!["requirements.txt".to_owned()];
    let mut next = 0;
    while let Some(file) = files.get(next).cloned() {
        let folder = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        for path in app.context.read(&file).lines().filter_map(included) {
            let path = format!("{folder}{path}");
            if !app.context.has(&path) {
                app.missing_file(cx, &path, &format!("`{file}` includes it: add it to the build context"));
                return None;
            }
            files.extend((!files.contains(&path)).then_some(path));
        }
        next += 1;
    }
    Some(files)
}

/// The file that a line of a requirements file includes.
fn included(line: &str) -> Option<&str> {
    let options = ["-r", "-c", "--requirement", "--constraint"];
    let path =
        options.iter().find_map(|option| line.trim().strip_prefix(option)?.strip_prefix([' ', '=']))?;
    Some(path.trim()).filter(|path| !path.contains("://"))
}

/// Whether a requirement is a folder of the sources.
fn is_local(requirements: &str) -> bool {
    requirements.lines().map(str::trim).any(|line| {
        let path = ["-e ", "--editable "].iter().find_map(|option| line.strip_prefix(option));
        path.unwrap_or(line).trim_start().starts_with('.')
    })
}

/// The names in requirement files.
fn required(app: &Application<'_>, files: &[String]) -> BTreeSet<String> {
    files.iter().flat_map(|file| requirements(app.context.read(file).lines())).collect()
}

/// The direct dependencies in `pyproject.toml`, as [PEP 621](https://peps.python.org/pep-0621/) or Poetry has them.
fn declared(project: &Value) -> BTreeSet<String> {
    let list = project.pointer("/project/dependencies").and_then(Value::as_array);
    let mut names = requirements(list.into_iter().flatten().filter_map(Value::as_str));
    names.extend(keys(project, "/tool/poetry/dependencies").map(str::to_lowercase));
    names
}

/// The names of [requirements](https://peps.python.org/pep-0508/).
fn requirements<'t>(lines: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in lines {
        let line = line.trim().to_lowercase();
        let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
        let (name, rest) = line.split_at_checked(end.unwrap_or(line.len())).unwrap_or_default();
        // These extras bring uvicorn, see https://fastapi.tiangolo.com/#dependencies.
        if name == "fastapi" && (rest.starts_with("[standard") || rest.starts_with("[all")) {
            names.insert("uvicorn".to_owned());
        }
        names.insert(name.replace(['_', '.'], "-"));
    }
    names
}

/// The command of a server; gunicorn and uvicorn say the same differently.
fn start(app: &Application<'_>, server: &str, module: &str) -> Vec<String> {
    let port = app.port_or(8000);
    if server == "gunicorn" {
        return command(&[server, module, "--bind", &format!("0.0.0.0:{port}")]);
    }
    // A factory is called by uvicorn only when it is told to.
    let (module, factory) = module.strip_suffix("()").map_or((module, false), |module| (module, true));
    let mut words = command(&[server, module, "--host", "0.0.0.0", "--port", &port]);
    words.extend(factory.then(|| "--factory".to_owned()));
    words
}
