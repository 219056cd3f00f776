//! Tests of the pipeline: each about one promise to whoever runs it.

use std::collections::BTreeSet;

use crate::span::Source;
use crate::value::{FromText, ProjectPath};

const HEAD: &str = "kura = 1\n[project]\nname = \"shop\"\n[registry]\nnamespace = \"acme\"\n[jenkins]\n";
const IMAGES: &str = "[images]\nweb = {}\napi = { context = \"api\", build_args = { A = \"it's $1\" } }\n";

fn jenkinsfile(toml: &str) -> String {
    let paths = ["Dockerfile", "api/Dockerfile"];
    let files: BTreeSet<ProjectPath> =
        paths.iter().map(|path| ProjectPath::from_text(path).unwrap()).collect();
    let source = Source { path: "kura.toml".to_owned(), text: format!("{HEAD}{toml}") };
    let compiled = crate::compile(&source, &files, None);
    let files = compiled.files.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    files.into_iter().find(|file| file.path.as_str() == "Jenkinsfile").unwrap().contents
}

#[test]
fn images_are_built_side_by_side_without_a_login() {
    let text = jenkinsfile(IMAGES);
    assert!(text.contains("agent any\n") && text.contains("parallel {"));
    assert!(text.contains(r"--build-arg 'A=it'\\''s $1'"), "{text}");
    for absent in
        ["withCredentials", "docker login", "docker logout", "stash", "Deploy", "post {\n        success"]
    {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[test]
fn only_images_that_a_service_runs_are_deployed() {
    let text = jenkinsfile(&format!("{IMAGES}[services]\nshop = {{ image = \"web\" }}\n"));
    assert!(text.contains("unstash 'web-digest'") && !text.contains("api-digest"), "{text}");
    assert_eq!(text.matches("kubectl apply").count(), 1);
}

#[test]
fn services_without_images_of_our_own_are_applied_as_they_are() {
    let text = jenkinsfile(
        "[services]\ncache = { image = \"redis:7.4\", security_context = { run_as_user = 999 } }\n",
    );
    assert!(text.contains("sh 'kubectl apply --kustomize kubernetes'"), "{text}");
    assert!(!text.contains(".kura") && !text.contains("DOCKER_BUILDKIT"), "{text}");
}

#[test]
fn every_condition_tells_everyone_who_asked() {
    let slack = "[images]\nweb = {}\n[secrets]\na = { jenkins = \"id-a\" }\nb = { jenkins = \"id-b\" }\n\
        [notifications]\na = { webhook = \"a\", on = [\"failure\", \"success\"] }\nb = { webhook = \"b\", on = [\"failure\"] }\n";
    let text = jenkinsfile(slack);
    let (_, post) = text.split_once("\n    post {\n").unwrap();
    let both = "{\n            tellSlack 'id-a'\n            tellSlack 'id-b'\n        }\n";
    for condition in ["aborted", "failure"] {
        assert!(post.contains(&format!("        {condition} {both}")), "{condition} in {post}");
    }
    assert!(post.contains("        success {\n            tellSlack 'id-a'\n        }\n"), "{post}");
}

#[test]
fn a_deployment_is_never_cut_off_and_never_undone() {
    let service = "[services]\nweb = { image = \"web\" }\n";
    let queued = jenkinsfile(&format!("{IMAGES}{service}"));
    assert!(queued.contains("disableConcurrentBuilds()") && !queued.contains("milestone"), "{queued}");
    let side_by_side = jenkinsfile(&format!("concurrent_builds = true\n{IMAGES}{service}"));
    assert!(!side_by_side.contains("disableConcurrentBuilds") && side_by_side.contains("milestone()"));
    assert!(jenkinsfile(IMAGES).contains("disableConcurrentBuilds(abortPrevious: true)"));
}

#[test]
fn the_pipeline_waits_longer_than_the_slowest_service_may_take() {
    let text = jenkinsfile(&format!(
        "{IMAGES}[services]\nweb = {{ image = \"web\" }}\n\
         api = {{ image = \"api\", port = 80, health = {{ startup = {{ period_seconds = 60, failure_threshold = 60 }} }} }}\n"
    ));
    assert!(text.contains("deployment/web --namespace=shop --timeout=660s &"), "{text}");
    assert!(text.contains("deployment/api --namespace=shop --timeout=3960s &"), "{text}");
    assert!(text.contains("                timeout(time: 71, unit: 'MINUTES')"), "{text}");
    assert!(text.contains("        timeout(time: 111, unit: 'MINUTES')"), "{text}");
}

#[test]
fn stages_name_their_agents_and_work_in_the_projects_folder() {
    let text = jenkinsfile(
        "directory = \"apps/shop\"\n[jenkins.agents]\nbuilder = { tools = [\"docker\"] }\n[images]\nweb = {}\n",
    );
    assert!(text.contains("agent none\n") && text.contains("label 'builder'"));
    assert_eq!(text.matches("dir('apps/shop') {").count(), 3, "{text}");
}
