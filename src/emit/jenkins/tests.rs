//! Tests of the pipeline: each about one promise to whoever runs it.

use std::collections::BTreeSet;

use crate::span::Source;
use crate::value::{FromText, ProjectPath};

const HEAD: &str = "kura = 1\n[project]\nname = \"shop\"\n[registry]\nnamespace = \"acme\"\n[jenkins]\n";
const IMAGES: &str = "[images]\nweb = {}\napi = { context = \"api\", build_args = { A = \"it's $1\" } }\n";

fn jenkinsfile(toml: &str) -> String {
    jenkinsfile_of(&format!("{HEAD}{toml}"))
}

fn jenkinsfile_of(toml: &str) -> String {
    let paths = ["Dockerfile", "api/Dockerfile"];
    let files: BTreeSet<ProjectPath> =
        paths.iter().map(|path| ProjectPath::from_text(path).unwrap()).collect();
    let source = Source { path: "kura.toml".to_owned(), text: toml.to_owned() };
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
fn a_build_that_is_fixed_is_told_as_a_success_once() {
    let text = jenkinsfile(
        "[images]\nweb = {}\n[secrets]\na = { jenkins = \"id-a\" }\n\
         [notifications]\na = { webhook = \"a\", on = [\"success\", \"failure\", \"fixed\"] }\n",
    );
    let (_, post) = text.split_once("\n    post {\n").unwrap();
    assert!(post.contains("        success {\n            tellSlack 'id-a'\n"), "{post}");
    assert!(!post.contains("fixed {"), "{post}");
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

#[test]
fn an_image_that_the_registry_has_is_neither_built_nor_pushed() {
    let text = jenkinsfile("stages = { build = { only_changed = true } }\n[images]\nweb = {}\n");
    assert_eq!(text.matches("!fileExists('.kura/web.digest')").count(), 2, "{text}");
    assert!(text.contains("git ls-files --stage -- . ':(exclude)kubernetes/images.yaml'"), "{text}");
}

#[test]
fn secrets_are_bound_around_the_steps_that_need_them() {
    let text = jenkinsfile(
        "[jenkins.stages.release]\nafter = \"build\"\nsh = \"make $TOKEN_USR\"\nenvironment = { TOKEN = { secret = \"hub\" } }\n\
         [images]\nweb = {}\n[secrets]\nhub = { jenkins = \"hub\", kind = \"username_password\" }\n",
    );
    let (_, stage) = text.split_once("stage('release web')").unwrap();
    let (_, steps) = stage.split_once("withCredentials").unwrap();
    assert!(
        steps.contains("usernameVariable: 'TOKEN_USR'") && steps.contains("sh 'make $TOKEN_USR'"),
        "{text}"
    );
    assert_eq!(text.matches("withCredentials").count(), 1, "{text}");
}

#[test]
fn a_person_is_asked_while_no_agent_waits() {
    let text = jenkinsfile(
        "[jenkins.stages]\ndeploy = { approve = true }\n[images]\nweb = {}\n[services]\nshop = { image = \"web\" }\n",
    );
    assert!(text.contains("    agent none\n") && text.contains("agent any"), "{text}");
    assert!(text.contains("beforeInput") || text.contains("input {"), "{text}");
}

#[test]
fn own_stages_of_one_place_keep_the_order_of_the_file() {
    let text = jenkinsfile(
        "[jenkins.stages]\nz = { after = \"deploy\", sh = \"true\" }\na = { after = \"deploy\", sh = \"true\" }\n\
         m = { before = \"z\", sh = \"true\" }\n[images]\nweb = {}\n[services]\nshop = { image = \"web\" }\n",
    );
    let places = ["'Deploy'", "'m'", "'z'", "'a'"].map(|name| text.find(&format!("stage({name})")).unwrap());
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_pipeline_applies_no_service_of_another_one() {
    let source = "[jenkins.pipelines]\na = { jenkinsfile = \"Jenkinsfile\", services = [\"shop\"] }\n\
        b = { jenkinsfile = \"b/Jenkinsfile\", services = [\"other\"] }\n\
        [images]\nweb = {}\napi = { context = \"api\" }\n[services]\nshop = { image = \"web\" }\nother = { image = \"api\" }\n";
    let text = jenkinsfile(source);
    assert!(text.contains("'app.kubernetes.io/name notin (other)'"), "{text}");
    assert!(!text.contains("acme/api"), "{text}");
}

#[test]
fn the_pipeline_completes_the_arn_of_a_role() {
    let with = |account: &str| {
        let head = HEAD.replacen(
            "name = \"shop\"\n",
            &format!("name = \"shop\"\nregion = \"eu-west-1\"\n{account}"),
            1,
        );
        let text = format!(
            "{head}[cluster]\nversion = \"1.35\"\nexisting = true\naddon_identity = \"irsa\"\n[services.web]\n\
             image = \"ghcr.io/acme/web:1.4\"\nsecurity_context = {{ run_as_user = 1000 }}\n\
             iam = {{ policies = [\"ReadOnlyAccess\"] }}\n"
        );
        let source = Source { path: "kura.toml".to_owned(), text };
        let files = crate::compile(&source, &BTreeSet::new(), None).files.unwrap();
        files.into_iter().find(|file| file.path.as_str() == "Jenkinsfile").unwrap().contents
    };
    let asked = with("");
    assert!(
        asked.contains("account=$(aws sts get-caller-identity --query Account --output text)"),
        "{asked}"
    );
    assert!(asked.contains(r#""      value: arn:aws:iam::$account:role/shop-web""#), "{asked}");
    let known = with("account_id = \"123456789012\"\n");
    assert!(!known.contains("get-caller-identity") && !known.contains("patches"), "{known}");
}

#[test]
fn an_image_is_set_in_what_runs_on_a_schedule_too() {
    let job = "[jobs]\ndump = { image = \"web\", schedule = \"0 3 * * *\" }\n";
    let stages = "[jenkins.stages]\ndeploy = { method = \"set_image\" }\n";
    let text = jenkinsfile(&format!("{IMAGES}[services]\nshop = {{ image = \"web\" }}\n{job}{stages}"));
    assert!(text.contains("set_image apps_v1_deployment_shop "), "{text}");
    assert!(text.contains("set_image batch_v1_cronjob_dump "), "{text}");
    // So kubectl names the file beside objects of other namespaces; and of a folder it applies no Namespace first.
    assert!(text.contains("file=\"$manifests/${namespace}_$1.yaml\""), "{text}");
    assert!(text.contains("kubectl apply --kustomize .kura/manifests"), "{text}");
}

#[test]
fn a_branch_that_is_not_deployed_touches_no_cluster() {
    let text = jenkinsfile(
        "job = \"multibranch\"\n[jenkins.stages]\ndeploy = { when_branch = \"main\" }\nsmoke_test = { url = \"https://shop.example.com\" }\n\
         after_deploy = { when_branch = \"release/*\" }\n[images]\nweb = {}\n[services]\nshop = { image = \"web\" }\n\
         [jobs]\nmigrate = { image = \"web\", run = \"before_deploy\" }\nreindex = { image = \"web\", run = \"after_deploy\" }\n",
    );
    for (stage, branch) in [
        ("Migrate", "main"),
        ("Deploy", "main"),
        ("Jobs after deployment", "release/*"),
        ("Smoke test", "main"),
    ] {
        let (_, stage) = text.split_once(&format!("stage('{stage}')")).unwrap();
        let (head, _) = stage.split_once("steps {").unwrap();
        assert!(head.contains(&format!("branch '{branch}'")), "{head}");
    }
    assert_eq!(text.matches("branch '").count(), 4, "{text}");
}

#[test]
fn a_stage_that_fails_before_the_first_that_always_runs_knows_its_commit() {
    let text = jenkinsfile(
        "job = \"multibranch\"\n[jenkins.stages]\nlint = { before = \"build\", sh = \"make lint\", when_branch = \"main\" }\n\
         last = { after = \"build\", sh = \"make\" }\n[jenkins.agents]\nbuilder = { tools = [\"docker\"] }\n[images]\nweb = {}\n\
         [notifications]\nmail = { email = [\"ops@example.com\"], on = [\"failure\"] }\n",
    );
    let stages: Vec<_> = text.split("stage('").skip(1).collect();
    let remembers: Vec<_> = stages.iter().map(|stage| stage.contains("env.ORIGIN_COMMIT = ")).collect();
    assert_eq!(remembers, [true, false, true, false, false], "{text}");
}

#[test]
fn a_commit_of_digests_asks_aws_as_the_pipeline_does() {
    let text = jenkinsfile_of(
        "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n[registry]\nkind = \"ecr\"\n[images]\nweb = {}\n\
         [services]\nshop = { image = \"web\" }\n[jenkins]\naws_credentials = \"aws\"\n[jenkins.stages]\n\
         deploy = { method = \"git_commit\" }\n[secrets]\naws = { jenkins = \"aws-key\", kind = \"aws\" }\n",
    );
    let (_, deploy) = text.split_once("stage('Deploy')").unwrap();
    let (_, bound) = deploy.split_once("credentialsId: 'aws-key'").unwrap();
    assert!(bound.contains("registry=$(aws sts get-caller-identity"), "{text}");
}

#[test]
fn a_commit_goes_to_the_branch_that_was_checked_out() {
    let stages = "[images]\nweb = {}\n[services]\nshop = { image = \"web\" }\n[jenkins.stages]\ndeploy = { method = \"git_commit\" }\n";
    let job = jenkinsfile(stages);
    assert!(job.contains("branch=${BRANCH_NAME:-${GIT_BRANCH#origin/}}"), "{job}");
    // Jenkins sets neither variable where a step checks out.
    let explicit = jenkinsfile(&format!("git = {{ url = \"https://git.example/shop.git\" }}\n{stages}"));
    assert!(explicit.contains("branch=main\n"), "{explicit}");
}

#[test]
fn a_branch_that_pushes_nothing_has_no_digest_to_keep() {
    let of = |stages: &str| {
        jenkinsfile(&format!(
            "job = \"multibranch\"\n[jenkins.stages]\n{stages}deploy = {{ when_branch = \"main\" }}\n[images]\nweb = {{}}\n\
             [services]\nshop = {{ image = \"web\" }}\n"
        ))
    };
    assert!(!of("").contains("if (fileExists('.kura/web.digest'))"));
    let pushed = of("push = { when_branch = \"main\" }\n");
    let (_, kept) = pushed.split_once("if (fileExists('.kura/web.digest'))").unwrap();
    assert!(kept.trim_start_matches([' ', '{', '\n']).starts_with("stash name: 'web-digest'"), "{pushed}");
    // What is not built cannot be pushed either.
    let built = of("build = { when_branch = \"main\" }\n");
    assert_eq!(built.matches("branch 'main'").count(), 3, "{built}");
}
