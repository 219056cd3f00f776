//! Node: the final stage has the production dependencies only.

use std::collections::BTreeMap;

use super::FOLDER;
use super::dockerfile::{begin, copy, copy_built, end, run, values, words};
use crate::lang::dockerfile::{Instruction, Stage};
use crate::model::{Build, Image};

/// What npm downloads, kept between builds.
const CACHE: Option<&str> = Some("/root/.npm");

/// Asks the health path.
const PROBE: &str =
    "fetch(process.argv[1]).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))";

/// Installs what `package-lock.json` names; a build needs the development dependencies too.
pub(super) fn install(build: &Build) -> Vec<Instruction> {
    let builds = build.build_command.is_some();
    vec![
        copy(&["package.json", "package-lock.json", "./"]),
        run(CACHE, if builds { "npm ci" } else { "npm ci --omit=dev" }),
    ]
}

/// Removes the development dependencies after the build.
pub(super) fn prune() -> Instruction {
    run(CACHE, "npm prune --omit=dev")
}

/// The final stage.
pub(super) fn stage(image: &Image, build: &Build) -> Stage {
    let mut env = BTreeMap::from([("NODE_ENV".to_owned(), "production".to_owned())]);
    env.extend(values(&build.env).map(|(name, value)| (name.clone(), value.clone())));
    let mut instructions = begin(image, &env);
    instructions.push(Instruction::Workdir(FOLDER.to_owned()));
    // The whole folder: without dependencies npm makes no `node_modules`.
    instructions.push(copy_built(&[FOLDER, "."]));
    if build.build_command.is_none() {
        instructions.push(copy(&[".", "."]));
    }
    let probe = |url: String| {
        let mut command = words(&["node", "--eval", PROBE]);
        command.push(url);
        command
    };
    instructions.extend(end(build, probe, build.command.clone()));
    Stage { image: build.base.to_string(), instructions, ..Stage::default() }
}
