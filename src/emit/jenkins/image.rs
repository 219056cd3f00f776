//! Stages that build, scan and push the images, one after the other for each image, the images side by side.

use super::scope::{SCRATCH, Scope};
use super::stage::{self, Body};
use super::workload::{images_of, pods};
use super::{login, own_stage};
use crate::emit::kubernetes::IMAGES;
use crate::lang::groovy::{
    Node, after_variable, assign, block, call, command, comment, line, literal, named, retry, sh,
};
use crate::lang::shell;
use crate::model::{Image, Stage, StageKind};

/// What makes a tag that no other build uses; see [`tagged`].
pub(super) const TAG: &str = r#"tag=$(printf %.12s "$GIT_COMMIT")-$BUILD_NUMBER"#;

/// The host of a registry that the login asked for.
const REGISTRY: &str = "registry=$(cat .kura/registry)";

/// The stages of all images; several are parallel.
pub(super) fn stage(scope: Scope<'_>, stage: &Stage, steps: &[Stage]) -> Node {
    let images = scope.pipeline.images.iter().filter_map(|key| scope.model.images.get(key));
    let images: Vec<_> = images.collect();
    if let [only] = images.as_slice() {
        return one(scope, stage, steps, only, true);
    }
    // The commit is the same in all of them: the first remembers it.
    let all = images.iter().enumerate().map(|(index, image)| one(scope, stage, steps, image, index == 0));
    block("stage('Images')", [block("parallel", stage::separated(all.collect()))])
}

/// The name under which the pushed digest of an image is stashed.
pub(super) fn stash(key: &str) -> String {
    format!("{key}-digest")
}

/// The file that holds the pushed digest of an image.
pub(super) fn digest_file(key: &str) -> String {
    format!("{SCRATCH}/{key}.digest")
}

/// Whether an image is left alone that the registry has already.
fn only_changed(steps: &[Stage]) -> bool {
    steps.iter().any(|step| matches!(step.kind, StageKind::Build { only_changed: true }))
}

fn pushes(steps: &[Stage]) -> bool {
    steps.iter().any(|step| matches!(step.kind, StageKind::Push))
}

fn one(scope: Scope<'_>, stage: &Stage, steps: &[Stage], image: &Image, first: bool) -> Node {
    let logs_in = login::is_needed(scope);
    let deployed = pushes(steps) && images_of(scope, pods(scope)).contains_key(image.key.as_str());
    let mut stages = Vec::new();
    let mut before = if first || scope.jenkins.git.url.is_some() {
        super::checkout::first_steps(scope, stage)
    } else {
        Vec::new()
    };
    before.extend(
        logs_in.then(|| login::log_in(scope)).into_iter().flat_map(|nodes| scope.in_directory(nodes)),
    );
    if only_changed(steps) {
        let mut look_up = std::mem::take(&mut before);
        look_up.extend(scope.in_directory(vec![
            comment("What the image is made of has a number: if the registry knows it, nothing is built."),
            sh(&look_up_script(scope, image)),
        ]));
        let body = Body { title: format!("Look up {}", image.key), steps: look_up, ..Body::default() };
        stages.push(stage::plain(scope, &body));
    }
    for step in steps {
        let mut body = match &step.kind {
            StageKind::Build { .. } => Body { steps: vec![sh(&build(scope, image))], ..Body::default() },
            StageKind::ImageScan(command) => {
                Body { steps: vec![sh(&scan(scope, image, command))], ..Body::default() }
            }
            StageKind::Push => Body { steps: push(scope, steps, image, deployed), ..Body::default() },
            StageKind::Own(own) => own_stage::of_image(scope, image, own),
            _ => continue,
        };
        body.title = format!("{} {}", step.title, image.key);
        if !matches!(step.kind, StageKind::Own(_)) {
            body.steps = scope.in_directory(body.steps);
        }
        body.steps.splice(0..0, std::mem::take(&mut before));
        if only_changed(steps) {
            let file = scope.jenkins.directory.file(&digest_file(&image.key));
            body.when.push(block("expression", [line(call("!fileExists", [literal(file.as_str())]))]));
        }
        stages.push(stage::node(scope, step, body));
    }
    let title = if scope.pipeline.images.len() == 1 {
        format!("Image {}", image.key)
    } else {
        image.key.value.clone()
    };
    let environment = logs_in.then(|| {
        let config = after_variable("WORKSPACE_TMP", &format!("/docker-{}", image.key));
        line(assign("DOCKER_CONFIG", config))
    });
    let body = Body {
        title,
        agent: Some(stage.agent.clone()),
        environment: environment.into_iter().collect(),
        stages,
        post: post(scope, steps, image, deployed),
        ..Body::default()
    };
    stage::node(scope, stage, body)
}

/// Scans an image before it is pushed.
fn scan(scope: Scope<'_>, image: &Image, command: &str) -> String {
    format!("{}\n{command} {}", variables(scope), tagged(scope, image))
}

/// Variables of a script that speaks of an image.
pub(super) fn variables(scope: Scope<'_>) -> String {
    if login::asks_for_account(scope) {
        return format!("{TAG}\n{REGISTRY}");
    }
    TAG.to_owned()
}

/// The repository inside double quotes; nothing in it is expanded but a registry that only AWS knows.
pub(super) fn repository(scope: Scope<'_>, image: &Image) -> String {
    let registry = if login::asks_for_account(scope) { "$registry/" } else { "" };
    format!("{registry}{}", image.repository)
}

/// The reference that is pushed.
pub(super) fn tagged(scope: Scope<'_>, image: &Image) -> String {
    format!("\"{}:$tag\"", repository(scope, image))
}

/// The reference of the image whose layers the next build may take over, on whichever agent that runs.
///
/// A tag of ECR cannot be moved, as kura makes repositories there: each agent has its own cache alone.
fn cache(scope: Scope<'_>, image: &Image) -> Option<String> {
    scope.model.registry.ecr.is_none().then(|| format!("{}:cache", image.repository))
}

fn build(scope: Scope<'_>, image: &Image) -> String {
    let mut lines = vec![
        format!("docker build --pull --platform {}", shell::quote(&image.platform)),
        format!("    --file {}", shell::quote(image.dockerfile.as_str())),
    ];
    if let Some(cache) = cache(scope, image) {
        lines.push(format!("    --cache-from {cache}"));
        lines.push("    --build-arg BUILDKIT_INLINE_CACHE=1".to_owned());
    }
    lines.extend(arguments(image).map(|argument| format!("    {argument}")));
    lines.push(format!("    --tag {}", tagged(scope, image)));
    lines.push(format!("    {}", shell::quote(image.context.as_str())));
    format!("{}\n{}", variables(scope), lines.join(" \\\n"))
}

/// What the user says of a build beside its files.
fn arguments(image: &Image) -> impl Iterator<Item = String> {
    let args = image.build_args.iter();
    let args = args.map(|(name, value)| format!("--build-arg {}", shell::quote(&format!("{name}={value}"))));
    args.chain(image.target.iter().map(|target| format!("--target {}", shell::quote(target))))
}

/// A number of everything that an image is made of, but for its base images.
fn source(scope: Scope<'_>, image: &Image) -> String {
    let digests = scope.model.outputs.manifests.file(IMAGES);
    let mut paths = vec![image.context.as_str()];
    if !image.dockerfile.is_within(&image.context) {
        paths.push(image.dockerfile.as_str());
    }
    let exclude = format!(":(exclude){digests}");
    let git = ["git", "ls-files", "--stage", "--"].into_iter();
    let files = shell::join(git.chain(paths).chain([exclude.as_str()]));
    let platform = format!("--platform {}", shell::quote(&image.platform));
    let words: Vec<_> = [platform].into_iter().chain(arguments(image)).collect();
    let words = shell::quote(&words.join(" "));
    format!(
        "files=$({files})\noptions={words}\nsource=$(printf '%s\\n' \"$files\" \"$options\" | git hash-object --stdin)"
    )
}

fn look_up_script(scope: Scope<'_>, image: &Image) -> String {
    let file = shell::quote(&digest_file(&image.key));
    let registry = login::asks_for_account(scope).then(|| REGISTRY.to_owned());
    [
        registry.unwrap_or_else(|| format!("mkdir -p {SCRATCH}")),
        source(scope, image),
        r"docker buildx imagetools inspect --format '{{.Manifest.Digest}}' \".to_owned(),
        format!("    \"{}:source-$source\" \\", repository(scope, image)),
        format!("    > {file} || rm -f {file}"),
    ]
    .join("\n")
}

fn push(scope: Scope<'_>, steps: &[Stage], image: &Image, deployed: bool) -> Vec<Node> {
    let mut lines = vec![variables(scope), format!("docker push {}", tagged(scope, image))];
    let mut also = |reference: String| {
        lines.push(format!("docker tag {} {reference}", tagged(scope, image)));
        lines.push(format!("docker push {reference}"));
    };
    if let Some(cache) = cache(scope, image) {
        also(cache);
    }
    if only_changed(steps) {
        also(format!("\"{}:source-$source\"", repository(scope, image)));
        lines.insert(1, source(scope, image));
    }
    let mut nodes = vec![retry([sh(&lines.join("\n"))])];
    if deployed {
        let why = comment("The deployment names the digest, which no later push changes.");
        nodes.extend([why, sh(&digest(scope, image))]);
    }
    nodes
}

/// Reads what the registry calls the image just pushed: an image can be known to several registries.
fn digest(scope: Scope<'_>, image: &Image) -> String {
    let file = shell::quote(&digest_file(&image.key));
    // Docker leaves its own registry's host away.
    let repository = repository(scope, image);
    let repository = repository.strip_prefix("docker.io/").unwrap_or(&repository);
    [
        variables(scope),
        format!("mkdir -p {SCRATCH}"),
        r"docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' \".to_owned(),
        format!("    {} |", tagged(scope, image)),
        format!("    awk -F@ -v repository=\"{repository}\" \\"),
        "        '$1 == repository { print $2; exit }' \\".to_owned(),
        format!("        > {file}"),
        format!("test -s {file}"),
    ]
    .join("\n")
}

/// Leaves nothing behind: neither the image, which the registry has, nor the login, nor a file that the next
/// build would copy with its context.
fn post(scope: Scope<'_>, steps: &[Stage], image: &Image, deployed: bool) -> Vec<(&'static str, Vec<Node>)> {
    let file = digest_file(&image.key);
    let mut always = login::log_out(scope);
    always.push(variables(scope));
    always.push(format!("docker image ls --quiet {} |", tagged(scope, image)));
    always.push("    xargs --no-run-if-empty docker image rm --force || true".to_owned());
    let mut post = vec![("always", scope.in_directory(vec![sh(&always.join("\n"))]))];
    if deployed {
        let name = named("name", literal(&stash(&image.key)));
        let mut keep = line(command("stash", [name, named("includes", literal(&file))]));
        if steps.iter().any(|step| step.when_branch.is_some()) {
            // On another branch nothing was pushed, and Jenkins refuses to keep what is not there.
            let pushed = call("if ", [call("fileExists", [literal(&file)])]);
            keep = block("script", [block(pushed, [keep])]);
        }
        post.push(("success", scope.in_directory(vec![keep])));
    }
    if deployed || login::asks_for_account(scope) {
        post.push(("cleanup", scope.in_directory(vec![sh(&format!("rm -rf {SCRATCH}"))])));
    }
    if scope.pipeline.cleanup {
        post.push(("cleanup", vec![sh("docker image prune --force || true")]));
    }
    post
}

/// The variable that lets Docker build with `BuildKit`, which older versions do only when asked.
pub(super) fn buildkit() -> Node {
    line(assign("DOCKER_BUILDKIT", literal("1")))
}
