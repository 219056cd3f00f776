//! `Dockerfile`: a build stage, the tests, and a final stage that has nothing of the build's tools.

use std::collections::BTreeMap;

use super::instruction::{BUILD, FOLDER, comment, copy, run_all};
use super::packages;
use super::recipe::Recipe;
use super::{language, static_site};
use crate::emit::file::HEADER;
use crate::lang::dockerfile::{self, Dockerfile, Healthcheck, Instruction, Stage};
use crate::lang::shell;
use crate::model::{Build, Image, Language};
use crate::read::config::Text;

/// The Dockerfile of an image.
pub(super) fn text(image: &Image, build: &Build) -> String {
    let mut recipe = language::recipe(build);
    // Only where something is built or installed from them does the build stage need the sources.
    let sources = build.compiles() || !recipe.project.is_empty();
    let mut stages = Vec::new();
    if !matches!(build.language, Language::Nginx) {
        stages.push(named(BUILD, build.base.to_string(), build_stage(image, build, sources, &mut recipe)));
    }
    if !build.test.is_empty() {
        stages.push(named("test", BUILD.to_owned(), test_stage(build, sources, &mut recipe)));
    }
    if let Some(site) = &build.static_site {
        static_site::result(image, build, site, &mut recipe);
    }
    if !recipe.production.is_empty() {
        let instructions = std::mem::take(&mut recipe.production);
        stages.push(named("production", BUILD.to_owned(), instructions));
    }
    let instructions = final_stage(image, build, recipe);
    stages.push(Stage { image: build.final_base.to_string(), instructions, ..Stage::default() });
    dockerfile::print(&Dockerfile { comment: HEADER.to_owned(), stages })
}

fn named(name: &str, image: String, instructions: Vec<Instruction>) -> Stage {
    Stage { image, name: Some(name.to_owned()), instructions, ..Stage::default() }
}

/// Dependencies come before the sources, so that they are installed again only when they change.
fn build_stage(image: &Image, build: &Build, sources: bool, recipe: &mut Recipe) -> Vec<Instruction> {
    let own = &build.instructions;
    let mut instructions = lines(&own.build_start);
    instructions.extend(packages::install(&build.base, &build.build_packages));
    instructions.push(Instruction::Workdir(FOLDER.to_owned()));
    for (name, value) in &image.build_args {
        instructions.push(Instruction::Arg(name.clone(), Some(value.value.clone())));
    }
    instructions.extend(environment(&recipe.build_env, &build.build_env));
    instructions.extend(lines(&own.before_install));
    instructions.append(&mut recipe.install);
    if sources {
        instructions.push(copy(&[".", "."]));
        instructions.append(&mut recipe.project);
        instructions.extend(lines(&own.before_build));
        let commands: Vec<_> =
            build.build_command.iter().map(|command| &command.value).chain(&recipe.after_build).collect();
        instructions.extend((!commands.is_empty()).then(|| run_all(&recipe.caches, &commands)));
        instructions.extend(lines(&own.after_build));
    }
    instructions
}

/// The tests have the sources and the tools of the build; no other stage waits for them.
fn test_stage(build: &Build, sources: bool, recipe: &mut Recipe) -> Vec<Instruction> {
    let mut instructions = vec![comment("`docker build --target test` runs the tests.")];
    if !sources {
        instructions.push(copy(&[".", "."]));
    }
    let (cache, install) = recipe.test.take().unzip();
    let caches: Vec<_> = recipe.caches.iter().copied().chain(cache).collect();
    let commands: Vec<_> = install.into_iter().chain([shell::join(&build.test)]).collect();
    instructions.push(run_all(&caches, &commands));
    instructions
}

fn final_stage(image: &Image, build: &Build, recipe: Recipe) -> Vec<Instruction> {
    let label = |name: &str, value: String| (format!("org.opencontainers.image.{name}"), value);
    let mut instructions = vec![Instruction::Label(vec![
        label("title", image.key.value.clone()),
        label("base.name", build.final_base.to_string()),
    ])];
    instructions.extend(environment(&recipe.env, &build.env));
    instructions.extend(lines(&build.instructions.final_start));
    instructions.extend(packages::install(&build.final_base, &packages::of_final_stage(build)));
    // nginx finds everything by its whole path.
    instructions.extend(build.static_site.is_none().then(|| Instruction::Workdir(FOLDER.to_owned())));
    instructions.extend(recipe.result);
    instructions.extend(lines(&build.instructions.final_end));
    instructions.extend(build.port.map(|port| Instruction::Expose(port.number())));
    // A number, so that Kubernetes can see that it is not root.
    instructions.push(Instruction::User(format!("{0}:{0}", build.user)));
    instructions.extend(healthcheck(build, recipe.probe));
    let command = if build.static_site.is_some() { static_site::command() } else { build.command.clone() };
    instructions.push(Instruction::Cmd(command));
    instructions
}

/// Kubernetes has its own probes; this one is for who runs the image with Docker alone.
fn healthcheck(build: &Build, probe: Option<fn(&str, &str) -> Vec<String>>) -> Vec<Instruction> {
    match (build.port, &build.health_path, probe) {
        (Some(port), Some(path), Some(probe)) => {
            let command = probe(&port.to_string(), path);
            vec![Instruction::Healthcheck(Healthcheck { interval: 30, timeout: 5, command })]
        }
        (Some(_), Some(_), None) => {
            vec![
                comment("The image has no program to ask with; Kubernetes' probes need none."),
                Instruction::NoHealthcheck,
            ]
        }
        _ => vec![comment("No `health` in kura.toml is a path to ask."), Instruction::NoHealthcheck],
    }
}

/// The user's variables, over those of kura.
fn environment(defaults: &[(&str, &str)], written: &BTreeMap<String, Text>) -> Option<Instruction> {
    let mut all: BTreeMap<String, String> =
        defaults.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    all.extend(written.iter().map(|(name, value)| (name.clone(), value.value.clone())));
    (!all.is_empty()).then(|| Instruction::Env(all.into_iter().collect()))
}

/// Lines of the user's, as they are.
fn lines(lines: &[Text]) -> Vec<Instruction> {
    lines.iter().map(|line| Instruction::Written(line.value.trim().to_owned())).collect()
}
