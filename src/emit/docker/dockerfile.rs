//! `Dockerfile`: a build stage, and a final stage that has nothing of the build's tools.

use std::collections::BTreeMap;

use super::{FOLDER, node, python, static_site};
use crate::emit::file::HEADER;
use crate::lang::dockerfile::{self, Dockerfile, Healthcheck, Instruction, Stage};
use crate::model::{Build, Image, Language};
use crate::read::config::Text;

/// Name of the build stage.
const BUILD: &str = "build";

/// The Dockerfile of an image.
pub(super) fn text(image: &Image, build: &Build) -> String {
    let build_stage = Stage {
        image: build.base.to_string(),
        name: Some(BUILD.to_owned()),
        instructions: build_stage(image, build),
        ..Stage::default()
    };
    let final_stage = match (&build.static_site, build.language) {
        (Some(site), _) => static_site::stage(image, build, site),
        (None, Language::Python) => python::stage(image, build),
        (None, Language::Node) => node::stage(image, build),
    };
    dockerfile::print(&Dockerfile { comment: HEADER.to_owned(), stages: vec![build_stage, final_stage] })
}

/// Dependencies come before the sources, so that they are installed again only when they change.
fn build_stage(image: &Image, build: &Build) -> Vec<Instruction> {
    let mut instructions = vec![Instruction::Workdir(FOLDER.to_owned())];
    for (name, value) in &image.build_args {
        instructions.push(Instruction::Arg(name.clone(), Some(value.value.clone())));
    }
    instructions.extend(env(values(&build.build_env)));
    instructions.extend(match build.language {
        Language::Python => python::install().to_vec(),
        Language::Node => node::install(build),
    });
    if let Some(command) = &build.build_command {
        instructions.push(copy(&[".", "."]));
        instructions.push(run(None, command));
        if build.static_site.is_none() && build.language == Language::Node {
            instructions.push(node::prune());
        }
    }
    instructions
}

/// The beginning of every final stage: what the image is, its environment and its folder.
pub(super) fn begin<'a>(
    image: &Image,
    environment: impl IntoIterator<Item = (&'a String, &'a String)>,
) -> Vec<Instruction> {
    let title = ("org.opencontainers.image.title".to_owned(), image.key.value.clone());
    let mut instructions = vec![Instruction::Label(vec![title])];
    instructions.extend(env(environment));
    instructions
}

/// The end of every final stage: what it listens on, as whom it runs, and whether it works.
pub(super) fn end(
    build: &Build,
    probe: impl FnOnce(String) -> Vec<String>,
    command: Vec<String>,
) -> Vec<Instruction> {
    let mut instructions = Vec::new();
    instructions.extend(build.port.map(|port| Instruction::Expose(port.number())));
    // A number, so that Kubernetes can see that it is not root.
    instructions.push(Instruction::User(format!("{0}:{0}", build.user)));
    if let (Some(port), Some(path)) = (build.port, &build.health_path) {
        let command = probe(format!("http://127.0.0.1:{port}{path}"));
        instructions.push(Instruction::Healthcheck(Healthcheck { interval: 30, timeout: 5, command }));
    }
    instructions.push(Instruction::Cmd(command));
    instructions
}

fn env<'a>(variables: impl IntoIterator<Item = (&'a String, &'a String)>) -> Option<Instruction> {
    let variables: Vec<_> =
        variables.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    (!variables.is_empty()).then_some(Instruction::Env(variables))
}

/// Variables without their places.
pub(super) fn values(variables: &BTreeMap<String, Text>) -> impl Iterator<Item = (&String, &String)> {
    variables.iter().map(|(name, value)| (name, &value.value))
}

/// Copies from the build context.
pub(super) fn copy(paths: &[&str]) -> Instruction {
    Instruction::Copy { from: None, chown: None, paths: words(paths) }
}

/// Copies from the build stage.
pub(super) fn copy_built(paths: &[&str]) -> Instruction {
    Instruction::Copy { from: Some(BUILD.to_owned()), chown: None, paths: words(paths) }
}

/// Runs a command of a shell, with a cache that no image keeps.
pub(super) fn run(cache: Option<&str>, command: &str) -> Instruction {
    let mounts = cache.iter().map(|folder| format!("type=cache,target={folder}")).collect();
    Instruction::Run { mounts, commands: vec![command.to_owned()] }
}

/// Words of an exec form.
pub(super) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
