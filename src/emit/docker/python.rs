//! Python: dependencies in a virtual environment, which the final stage copies whole.

use std::collections::BTreeMap;

use super::FOLDER;
use super::dockerfile::{begin, copy, copy_built, end, run, values, words};
use crate::lang::dockerfile::{Instruction, Stage};
use crate::model::{Build, Image};

/// Folder of the virtual environment.
const VENV: &str = "/opt/venv";

/// The search path of the [official image](https://github.com/docker-library/python), behind the environment's own programs.
const PATH: &str = "/opt/venv/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Asks the health path; any status from 400 raises.
const PROBE: &str = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)";

/// Installs what `requirements.txt` names.
pub(super) fn install() -> [Instruction; 4] {
    [
        Instruction::Env(vec![("PATH".to_owned(), PATH.to_owned())]),
        run(None, &format!("python -m venv {VENV}")),
        copy(&["requirements.txt", "./"]),
        run(Some("/root/.cache/pip"), "pip install --requirement requirements.txt"),
    ]
}

/// The final stage.
pub(super) fn stage(image: &Image, build: &Build) -> Stage {
    let defaults = [("PATH", PATH), ("PYTHONDONTWRITEBYTECODE", "1"), ("PYTHONUNBUFFERED", "1")];
    let mut env: BTreeMap<_, _> = defaults.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    env.extend(values(&build.env).map(|(name, value)| (name.clone(), value.clone())));
    let mut instructions = begin(image, &env);
    instructions.push(Instruction::Workdir(FOLDER.to_owned()));
    instructions.push(copy_built(&[VENV, VENV]));
    // What the build made lies among the sources.
    instructions.push(if build.build_command.is_some() {
        copy_built(&[FOLDER, "."])
    } else {
        copy(&[".", "."])
    });
    let probe = |url: String| {
        let mut command = words(&["python", "-c", PROBE]);
        command.push(url);
        command
    };
    instructions.extend(end(build, probe, build.command.clone()));
    Stage { image: build.base.to_string(), instructions, ..Stage::default() }
}
