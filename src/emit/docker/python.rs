//! Python: dependencies in a virtual environment, which the final stage copies whole.

use super::instruction::{FOLDER, copy, copy_built, copy_manifests, env, run, words};
use super::recipe::Recipe;
use crate::lang::dockerfile::Instruction;
use crate::model::{Build, Python, PythonManager};

/// What it leaves among the sources.
pub(super) const LEFT: &str = "**/.venv
**/venv
**/__pycache__
**/*.egg-info
**/.*_cache
**/.coverage
**/.tox
";

/// Folder of the virtual environment.
const VENV: &str = "/opt/venv";

/// The search path of the [official image](https://github.com/docker-library/python), behind the environment's own programs.
const PATH: &str = "/opt/venv/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Asks the health path; any status from 400 raises.
const PROBE: &str = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)";

const PIP: &str = "/root/.cache/pip";
const UV: &str = "/root/.cache/uv";
const POETRY: &str = "/root/.cache/pypoetry";

/// The releases of 2026-11-22; a newer lock file may need a newer one.
const UV_VERSION: &str = "0.13.9";
const POETRY_VERSION: &str = "2.5.1";

pub(super) fn recipe(build: &Build, python: &Python) -> Recipe {
    let mut recipe = match &python.manager {
        PythonManager::Pip { files, local } => pip(files, *local, python.development),
        PythonManager::Uv { package } => uv(*package),
        PythonManager::Poetry { package } => poetry(*package),
    };
    recipe.env = vec![("PATH", PATH), ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")];
    recipe.result = vec![copy_built(&[VENV, VENV])];
    // What the build made lies among the sources.
    recipe.result.push(if build.compiles() { copy_built(&[FOLDER, "."]) } else { copy(&[".", "."]) });
    recipe.probe = Some(probe);
    recipe
}

/// Installs what `requirements.txt` names, and for the tests what they need besides.
fn pip(files: &[String], local: bool, development: Option<&str>) -> Recipe {
    let install = |file: &str| format!("pip install --requirement {file}");
    let all = run(&[PIP], &install("requirements.txt"));
    let mut recipe = Recipe { install: environment(), ..Recipe::default() };
    if local {
        recipe.project = vec![all];
    } else {
        recipe.install.extend(copy_manifests(files));
        recipe.install.push(all);
    }
    recipe.test = development.map(|file| (PIP, install(file)));
    recipe
}

/// Installs what `uv.lock` pins, see [uv's guide](https://docs.astral.sh/uv/guides/integration/docker/).
fn uv(package: bool) -> Recipe {
    let mut instructions = vec![run(&[PIP], &format!("pip install uv=={UV_VERSION}"))];
    instructions.extend(environment());
    instructions.push(env(&[
        ("UV_LINK_MODE", "copy"),
        ("UV_PROJECT_ENVIRONMENT", VENV),
        ("UV_PYTHON_DOWNLOADS", "never"),
    ]));
    instructions.push(copy(&["pyproject.toml", "uv.lock", "./"]));
    instructions.push(run(&[UV], "uv sync --locked --no-dev --no-install-project"));
    let project = package.then(|| run(&[UV], "uv sync --locked --no-dev --no-editable"));
    Recipe {
        install: instructions,
        project: project.into_iter().collect(),
        test: Some((UV, "uv sync --locked".to_owned())),
        ..Recipe::default()
    }
}

/// Installs what `poetry.lock` pins into the environment that is active.
fn poetry(package: bool) -> Recipe {
    let mut instructions = vec![run(&[PIP], &format!("pip install poetry=={POETRY_VERSION}"))];
    instructions.extend(environment());
    instructions.push(env(&[("POETRY_NO_INTERACTION", "1"), ("VIRTUAL_ENV", VENV)]));
    instructions.push(copy(&["pyproject.toml", "poetry.lock", "./"]));
    instructions.push(run(&[POETRY], "poetry install --only main --no-root"));
    let project = package.then(|| run(&[POETRY], "poetry install --only main"));
    Recipe {
        install: instructions,
        project: project.into_iter().collect(),
        test: Some((POETRY, "poetry install --no-root".to_owned())),
        ..Recipe::default()
    }
}

/// The environment, with its programs before those of the system.
fn environment() -> Vec<Instruction> {
    vec![env(&[("PATH", PATH)]), run(&[], &format!("python -m venv {VENV}"))]
}

fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["python", "-c", PROBE, &format!("http://127.0.0.1:{port}{path}")])
}
