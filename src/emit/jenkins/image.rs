//! Stages that build and push the images, one per image, side by side.

use super::{SCRATCH, agent, deploy, in_directory, login, notification, retry};
use crate::lang::groovy::{
    Node, after_variable, assign, block, call, command, comment, line, literal, named, sh,
};
use crate::lang::shell;
use crate::model::{AgentLabel, Image, Jenkins, Model};

/// What makes a tag that no other build uses; see [`tagged`].
const TAG: &str = r#"tag=$(printf %.12s "$GIT_COMMIT")-$BUILD_NUMBER"#;

/// The stages of all images; several are parallel.
pub(super) fn stages(model: &Model, jenkins: &Jenkins, agent: &AgentLabel) -> Vec<Node> {
    let mut stages = Vec::new();
    for image in model.images.values() {
        // The commit is the same in all of them: the first tells it.
        let origin = if stages.is_empty() { notification::origin(model) } else { None };
        if !stages.is_empty() {
            stages.push(Node::Blank);
        }
        stages.push(stage(model, jenkins, agent, image, origin));
    }
    if model.images.len() < 2 {
        return stages;
    }
    vec![block("stage('Images')", [block("parallel", stages)])]
}

/// The name under which the pushed digest of an image is stashed.
pub(super) fn stash(key: &str) -> String {
    format!("{key}-digest")
}

/// The file that holds the pushed digest of an image.
pub(super) fn digest_file(key: &str) -> String {
    format!("{SCRATCH}/{key}.digest")
}

fn stage(model: &Model, jenkins: &Jenkins, label: &AgentLabel, image: &Image, origin: Option<Node>) -> Node {
    let login = model.registry.login.as_ref();
    let mut sections = Vec::from_iter(agent(label));
    if login.is_some() {
        let config = after_variable("WORKSPACE_TMP", &format!("/docker-{}", image.key));
        sections.push(block("environment", [line(assign("DOCKER_CONFIG", config))]));
    }
    let mut steps = Vec::new();
    steps.extend(login.map(|login| login::log_in(&model.registry, login)));
    steps.extend([sh(&build(image)), retry([sh(&push(image))])]);
    if deploy::images(model).contains_key(image.key.as_str()) {
        let why = comment("The deployment names the digest, which no later push changes.");
        steps.extend([why, sh(&digest(image)), keep_digest(image)]);
    }
    steps = in_directory(jenkins, steps);
    sections.push(block("steps", origin.into_iter().chain(steps)));
    sections.push(post(jenkins, image, login.map(|_| login::log_out(&model.registry))));
    block(call("stage", [literal(&format!("Build {}", image.key))]), sections)
}

fn build(image: &Image) -> String {
    let mut lines = vec![
        format!("docker build --pull --platform {}", shell::quote(&image.platform)),
        format!("    --file {}", shell::quote(image.dockerfile.as_str())),
    ];
    for (name, value) in &image.build_args {
        lines.push(format!("    --build-arg {}", shell::quote(&format!("{name}={value}"))));
    }
    lines.extend(image.target.iter().map(|target| format!("    --target {}", shell::quote(target))));
    lines.push(format!("    --tag {}", tagged(image)));
    lines.push(format!("    {}", shell::quote(image.context.as_str())));
    format!("{TAG}\n{}", lines.join(" \\\n"))
}

fn push(image: &Image) -> String {
    format!("{TAG}\ndocker push {}", tagged(image))
}

/// Reads what the registry calls the image just pushed: an image can be known to several registries.
fn digest(image: &Image) -> String {
    let file = shell::quote(&digest_file(&image.key));
    // Docker leaves its own registry's host away.
    let repository = image.repository.strip_prefix("docker.io/").unwrap_or(&image.repository);
    [
        TAG.to_owned(),
        format!("mkdir -p {SCRATCH}"),
        r"docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' \".to_owned(),
        format!("    {} |", tagged(image)),
        format!("    awk -F@ '$1 == \"{repository}\" {{ print $2; exit }}' > {file}"),
        format!("test -s {file}"),
    ]
    .join("\n")
}

/// The reference that is pushed; a repository is nothing that the shell expands.
fn tagged(image: &Image) -> String {
    format!("\"{}:$tag\"", image.repository)
}

fn keep_digest(image: &Image) -> Node {
    let name = named("name", literal(&stash(&image.key)));
    line(command("stash", [name, named("includes", literal(&digest_file(&image.key)))]))
}

/// Leaves nothing behind: neither the image, which the registry has, nor the login, nor a file that the next
/// build would copy with its context.
fn post(jenkins: &Jenkins, image: &Image, log_out: Option<String>) -> Node {
    let file = shell::quote(&digest_file(&image.key));
    let files = match log_out {
        None => format!("rm -f {file}"),
        Some(log_out) => format!("{log_out} || true\nrm -rf \"$DOCKER_CONFIG\" {file}"),
    };
    let script = format!("{files}\n{TAG}\ndocker image rm {} || true", tagged(image));
    block("post", [block("always", in_directory(jenkins, vec![sh(&script)]))])
}
