//! The stage that deploys the services, with the digests that were just pushed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::image::{digest_file, stash};
use super::{SCRATCH, agent, in_directory, notification, retry, timeout};
use crate::lang::groovy::{Node, after_variable, assign, block, command, comment, line, literal, sh};
use crate::lang::{shell, yaml};
use crate::model::{AgentLabel, Cluster, ContainerImage, Image, Jenkins, Model, Service};

/// Ends when all have ended, and fails if one did.
const WAIT: &str = r#"failed=0
for pid in $pids; do
    wait "$pid" || failed=1
done
exit "$failed"
"#;

/// The stage `Deploy`.
pub(super) fn stage(model: &Model, jenkins: &Jenkins, label: &AgentLabel) -> Node {
    let mut sections = Vec::from_iter(agent(label));
    if model.cluster.is_some() {
        let config = after_variable("WORKSPACE_TMP", "/kubeconfig");
        sections.push(block("environment", [line(assign("KUBECONFIG", config))]));
    }
    let limit = timeout(jenkins.deploy_minutes);
    let mut all = Vec::new();
    if jenkins.concurrent_builds.value {
        all.extend([
            comment("An older build must not undo what a newer one has deployed."),
            line("milestone()"),
        ]);
    }
    // Where images are built, that stage has told already.
    if model.images.is_empty() {
        all.extend(notification::origin(model));
    }
    all.extend(in_directory(jenkins, vec![block(limit, steps(model))]));
    sections.push(block("steps", all));
    sections.extend(post(model, jenkins));
    block("stage('Deploy')", sections)
}

fn steps(model: &Model) -> Vec<Node> {
    let images = images(model);
    let mut steps = Vec::new();
    steps.extend(model.cluster.as_ref().map(|cluster| retry([sh(&kubeconfig(cluster))])));
    steps.extend(images.keys().map(|key| line(command("unstash", [literal(&stash(key))]))));
    let apply = if images.is_empty() {
        shell::join(["kubectl", "apply", "--kustomize", model.outputs.manifests.as_str()])
    } else {
        overlay(model, &images)
    };
    steps.extend([sh(&apply), sh(&rollouts(model))]);
    steps
}

/// The pipeline's own images that a container runs, by key.
pub(super) fn images(model: &Model) -> BTreeMap<&str, &Image> {
    let services = model.services.values();
    let containers = services.flat_map(|service| service.pod.containers());
    containers
        .filter_map(|container| match &container.image {
            ContainerImage::Built(key) => model.images.get_key_value(key),
            ContainerImage::Public(_) => None,
        })
        .map(|(key, image)| (key.as_str(), image))
        .collect()
}

fn kubeconfig(cluster: &Cluster) -> String {
    shell::join(["aws", "eks", "update-kubeconfig", "--name", &cluster.name, "--region", &cluster.region])
}

/// Applies an overlay that names the pushed digests, so that the manifests stay as they are committed.
fn overlay(model: &Model, images: &BTreeMap<&str, &Image>) -> String {
    let folder = format!("{SCRATCH}/deploy");
    let file = format!("{folder}/kustomization.yaml");
    let base = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [format!("../../{}", model.outputs.manifests)],
    });
    let mut lines = vec!["printf '%s\\n'".to_owned()];
    lines.extend(yaml_lines(base).iter().map(|line| indented(line)));
    lines.push("    images:".to_owned());
    for (key, image) in images {
        lines.extend(yaml_lines(json!([{ "name": image.repository }])).iter().map(|line| indented(line)));
        let digest = shell::quote(&digest_file(key));
        lines.push(format!("    \"  digest: $(cat {digest})\""));
    }
    lines.push(format!("    > {file}"));
    format!("mkdir -p {folder}\n{}\nkubectl apply --kustomize {folder}", lines.join(" \\\n"))
}

fn indented(line: &str) -> String {
    format!("    {}", shell::quote(line))
}

fn yaml_lines(value: Value) -> Vec<String> {
    yaml::print(&[value.into()]).lines().map(str::to_owned).collect()
}

/// Waits for every Deployment at once, so that the slowest alone decides how long it takes.
fn rollouts(model: &Model) -> String {
    let waits: Vec<_> = model.services.values().map(|service| rollout(model, service)).collect();
    if let [only] = waits.as_slice() {
        return only.clone();
    }
    let started: Vec<_> = waits.iter().map(|wait| format!("{wait} &\npids=\"$pids $!\"")).collect();
    format!("pids=\n{}\n{WAIT}", started.join("\n"))
}

fn rollout(model: &Model, service: &Service) -> String {
    let kind = service.kind.word().to_lowercase();
    let workload = format!("{kind}/{}", service.name());
    let namespace = format!("--namespace={}", model.kubernetes.namespace);
    let timeout = format!("--timeout={}s", service.rollout_seconds());
    shell::join(["kubectl", "rollout", "status", &workload, &namespace, &timeout])
}

/// Leaves nothing behind that the next build would take for its own.
fn post(model: &Model, jenkins: &Jenkins) -> Option<Node> {
    let overlay = (!images(model).is_empty()).then(|| SCRATCH.to_owned());
    let config = model.cluster.as_ref().map(|_| "\"$KUBECONFIG\"".to_owned());
    let left: Vec<_> = overlay.into_iter().chain(config).collect();
    let remove = sh(&format!("rm -rf {}", left.join(" ")));
    (!left.is_empty()).then(|| block("post", [block("always", in_directory(jenkins, vec![remove]))]))
}
