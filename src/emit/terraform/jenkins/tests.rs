//! Scripts and configuration: what no example shows.

use std::collections::BTreeSet;

use crate::repository::Repository;
use crate::span::Source;
use crate::tables::tools;
use crate::value::{FromText, ProjectPath};

const HEAD: &str = r#"
kura = 1
[project]
name = "shop"
region = "eu-west-1"
[services.web]
image = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
[jenkins.controller]
instance_type = "t3.medium"
subnet = "subnet-0a1b"
"#;

/// A repository whose every file says the same.
struct Same(&'static str);

impl Repository for Same {
    fn is_file(&self, _: &ProjectPath) -> bool {
        true
    }

    fn is_folder(&self, _: &ProjectPath) -> bool {
        false
    }

    fn names(&self, _: &ProjectPath) -> Vec<String> {
        Vec::new()
    }

    fn read(&self, _: &ProjectPath) -> Option<String> {
        Some(self.0.to_owned())
    }
}

/// The text of an emitted file.
fn emitted(rest: &str, repository: &dyn Repository, path: &str) -> String {
    let source = Source { path: String::new(), text: format!("{HEAD}{rest}") };
    let compiled = crate::compile(&source, repository, None);
    let files = compiled.files.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    let path = ProjectPath::from_text(path).unwrap();
    files.into_iter().find(|file| file.path == path).unwrap().contents
}

fn controller(rest: &str) -> String {
    emitted(rest, &BTreeSet::new(), "terraform/jenkins/scripts/controller.sh")
}

/// The configuration that a script of the controller writes.
fn configuration(rest: &str) -> serde_json::Value {
    let script = controller(rest);
    let (_, text) = script.split_once("<<'END_OF_CONFIGURATION'\n").unwrap();
    serde_saphyr::from_str(text.split_once("END_OF_CONFIGURATION").unwrap().0).unwrap()
}

#[test]
fn every_tool_has_a_template_that_can_be_filled() {
    for tool in tools::names() {
        let script = controller(&format!("tools = [\"{tool}\"]\n"));
        assert!(!script.contains("\nexit 1\n"), "{tool}: {script}");
    }
}

#[test]
fn an_own_script_cannot_end_its_document() {
    let own = Same("#!/bin/sh\ncat <<X\nEND_OF_USER_DATA\nX\n");
    let script = emitted("user_data = \"own.sh\"\n", &own, "terraform/jenkins/scripts/controller.sh");
    assert!(script.contains("<<'END_OF_USER_DATA_'\n"), "{script}");
    assert!(script.contains("\nX\nEND_OF_USER_DATA_\n"), "{script}");
}

#[test]
fn a_credential_is_filled_by_its_kind() {
    let secrets = r#"
[secrets]
a = { jenkins = "a", secrets_manager = "shop/a" }
b = { jenkins = "b", kind = "username_password", ssm = "/shop/b" }
c = { jenkins = "c", kind = "file", ssm = "c" }
d = { jenkins = "d", kind = "ssh_key", ssm = "d" }
e = { jenkins = "e", kind = "aws", ssm = "e" }
"#;
    let configuration = configuration(secrets);
    let credentials = &configuration["credentials"]["system"]["domainCredentials"][0]["credentials"];
    let kinds: Vec<_> = credentials
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_object().unwrap().keys().next().unwrap())
        .collect();
    assert_eq!(kinds, ["string", "usernamePassword", "file", "basicSSHUserPrivateKey", "aws"]);
    assert_eq!(credentials[1]["usernamePassword"]["password"], "${json:password:${secret_b}}");
    assert!(
        controller(secrets)
            .contains("fetch secret_a shop/a secretsmanager get-secret-value --secret-id shop/a")
    );
}

#[test]
fn text_of_the_users_is_no_variable_of_jenkins() {
    let configuration = configuration("[jenkins.git]\nurl = \"https://x/${HOME}.git\"\n");
    let script = configuration["jobs"][0]["script"].as_str().unwrap();
    assert!(script.contains("url('https://x/^${HOME}.git')"), "{script}");
}

#[test]
fn builds_run_on_the_controller_only_where_there_is_no_agent() {
    let executors = |rest| configuration(rest)["jenkins"]["numExecutors"].as_i64().unwrap();
    assert_eq!(executors(""), 2);
    assert_eq!(executors("[jenkins.agents.linux]\ntools = [\"kubectl\"]\n"), 0);
}

#[test]
fn an_agent_has_its_namespace_alone_where_that_is_enough() {
    let agent = r#"
[cluster]
version = "1.35"
existing = true
[jenkins.agents.eks]
tools = ["aws", "kubectl"]
instance_type = "t3.small"
subnet = "subnet-0a1b"
key_name = "agents"
credentials = "key"
[secrets]
key = { jenkins = "key", kind = "ssh_key" }
[kubernetes]
"#;
    let policy =
        |rest: &str| emitted(&format!("{agent}{rest}"), &BTreeSet::new(), "terraform/jenkins/agents.tf");
    assert!(policy("").contains("cluster-access-policy/AmazonEKSClusterAdminPolicy"));
    let narrow = policy("create_namespace = false\n");
    assert!(narrow.contains("cluster-access-policy/AmazonEKSEditPolicy"));
    assert!(narrow.contains("namespaces = [\"shop\"]"));
}

/// A project whose agent `ci` has these tools, and the sids and resources of what its role may do.
fn permissions(rest: &str) -> Vec<(String, String)> {
    let agent = format!(
        "[cluster]\nversion = \"1.35\"\nexisting = true\n[jenkins.agents.ci]\ninstance_type = \"t3.small\"\n\
         subnet = \"subnet-0a1b\"\nkey_name = \"agents\"\ncredentials = \"key\"\n{rest}"
    );
    let text = emitted(&agent, &Same("FROM scratch\nUSER 1\n"), "terraform/jenkins/agents.tf");
    let policy = text.split("resource \"aws_iam_role_policy\" \"ci_jenkins\"").nth(1).unwrap();
    let statements = policy.split("\nresource ").next().unwrap().split("Sid ").skip(1);
    let statements = statements.skip(2); // Session Manager, which every host has.
    let resource = |text: &str| text.split("Resource = ").nth(1).unwrap().to_owned();
    statements.map(|text| (text.split('"').nth(1).unwrap().to_owned(), resource(text))).collect()
}

fn sids(rest: &str) -> Vec<String> {
    permissions(rest).into_iter().map(|(sid, _)| sid).collect()
}

const KEY: &str = "[secrets]\nkey = { jenkins = \"key\", kind = \"ssh_key\" }\n";
const AWS: &str = "aws = { jenkins = \"aws\", kind = \"aws\" }\n[jenkins]\naws_credentials = \"aws\"\n";

#[test]
fn an_agent_that_deploys_may_describe_the_cluster_unless_the_pipeline_has_credentials() {
    let deploys = format!("tools = [\"aws\", \"kubectl\"]\n{KEY}");
    assert_eq!(sids(&deploys), ["DescribeCluster"]);
    assert_eq!(sids(&format!("{deploys}{AWS}")), Vec::<String>::new());
}

#[test]
fn an_agent_that_builds_pushes_into_its_repositories_alone() {
    let builds = format!(
        "tools = [\"aws\", \"docker\", \"kubectl\"]\n{KEY}[registry]\nkind = \"ecr\"\n\
         create_repositories = false\n[images.api]\nrepository = \"acme/api\"\n"
    );
    let found = permissions(&builds);
    let sids: Vec<_> = found.iter().map(|(sid, _)| sid.as_str()).collect();
    assert_eq!(sids, ["DescribeCluster", "LogInToEcr", "PullImages", "PushImages"]);
    for (sid, resources) in &found[2..] {
        assert!(resources.contains(":repository/acme/api\""), "{sid}: {resources}");
    }
    let keeps = permissions(&format!("{builds}[jenkins.stages]\npush = false\ndeploy = false\n"));
    assert_eq!(keeps.last().unwrap().0, "PullImages");
}

#[test]
fn who_plans_locks_the_state_and_who_applies_writes_it() {
    let state = |action: &str, table: &str| {
        permissions(&format!(
            "tools = [\"aws\", \"kubectl\", \"terraform\"]\n{KEY}[network]\ncidr_block = \"10.0.0.0/16\"\n\
             [terraform.backend]\nbucket = \"acme-state\"\n{table}[jenkins.stages]\nterraform = {{ action = \"{action}\" }}\n"
        ))
    };
    let sids = |found: &[(String, String)]| found.iter().map(|(sid, _)| sid.clone()).collect::<Vec<_>>();
    let plan = state("plan", "");
    assert_eq!(sids(&plan), ["DescribeCluster", "ListState", "State", "LockState"]);
    assert!(plan[2].1.contains("arn:aws:s3:::acme-state/shop/terraform.tfstate\""));
    assert!(plan[3].1.contains("arn:aws:s3:::acme-state/shop/terraform.tfstate.tflock\""));
    let table = state("apply", "dynamodb_table = \"locks\"\n");
    assert!(table[3].1.contains(":table/locks\""), "{table:?}");
}

/// What Jenkins' job-dsl is told, one script for each job.
fn jobs(rest: &str) -> Vec<String> {
    let jobs = configuration(rest)["jobs"].as_array().cloned().unwrap_or_default();
    jobs.iter().map(|job| job["script"].as_str().unwrap().to_owned()).collect()
}

const GIT: &str = "git = { url = \"https://x/shop.git\", credentials = \"git\" }\n";
const GIT_SECRET: &str = "[secrets]\ngit = { jenkins = \"it's\", kind = \"username_password\" }\n";

#[test]
fn a_job_of_one_branch_has_the_triggers_and_parameters_of_its_pipeline() {
    let triggers = "triggers = { cron = \"H 2 * * *\", poll_scm = \"H/5 * * * *\", github_push = true }\n";
    let parameters = "[jenkins.parameters]\nNOTE = { type = \"string\", default = \"it's $5\" }\n";
    insta::assert_snapshot!(jobs(&format!("[jenkins]\n{GIT}{triggers}{parameters}{GIT_SECRET}")).join(""));
}

#[test]
fn a_job_keeps_the_choice_of_what_terraform_does() {
    let network = "[network]\ncidr_block = \"10.9.0.0/16\"\n";
    let stage = "[jenkins.stages]\nterraform = { action = \"parameter\" }\n";
    let jobs = jobs(&format!("{network}[jenkins]\n{GIT}{stage}{GIT_SECRET}")).join("");
    assert!(jobs.contains("choiceParam(\n") || jobs.contains("choiceParam('TERRAFORM_ACTION'"), "{jobs}");
}

#[test]
fn a_multibranch_job_looks_for_branches() {
    insta::assert_snapshot!(jobs(&format!("[jenkins]\njob = \"multibranch\"\n{GIT}{GIT_SECRET}")).join(""));
}

#[test]
fn each_pipeline_has_a_job_of_its_own() {
    let pipelines = "[jenkins.pipelines.web]\njenkinsfile = \"ci/web\"\nservices = [\"web\"]\n\
        [jenkins.pipelines.scan]\njenkinsfile = \"ci/scan\"\nstages = { file_scan = true }\n";
    let jobs = jobs(&format!("[jenkins]\ndirectory = \"apps/shop\"\n{GIT}{pipelines}{GIT_SECRET}"));
    let of = |name: &str, path: &str| {
        let starts = |job: &&String| job.starts_with(&format!("pipelineJob('{name}')"));
        jobs.iter().find(starts).unwrap().contains(&format!("scriptPath('{path}')"))
    };
    assert!(of("shop-web", "apps/shop/ci/web") && of("shop-scan", "apps/shop/ci/scan"), "{jobs:?}");
}

#[test]
fn without_the_address_of_the_repository_a_person_makes_the_job() {
    assert_eq!(jobs(""), Vec::<String>::new());
}

#[test]
fn plugins_are_those_of_the_steps_in_use() {
    let has = |rest: &str, plugin: &str| controller(rest).contains(&format!("\n{plugin}:"));
    let push = "[jenkins.triggers]\ngithub_push = true\n";
    assert!(!has("", "github") && has(push, "github"));
    let old = "plugins = [\"github:1.2\"]\n";
    assert!(controller(&format!("{old}{push}")).contains("\ngithub:1.2\n"));
}

#[test]
fn a_long_script_fits_if_it_can_be_compressed() {
    let long = format!("#!/bin/sh\n{}", "echo the same again\n".repeat(5000));
    let script =
        emitted("user_data = \"own.sh\"\n", &Same(long.leak()), "terraform/jenkins/scripts/controller.sh");
    assert!(script.len() > 100_000);
}

#[test]
fn fifty_agents_fit() {
    let agent = |n: usize| {
        format!(
            "[jenkins.agents.linux-{n}]\ninstance_type = \"t3.small\"\nsubnet = \"subnet-0a1b\"\nkey_name = \"k\"\n\
             credentials = \"key\"\ntools = [\"kubectl\"]\n"
        )
    };
    let agents: String = (0..50).map(agent).collect();
    assert!(controller(&format!("{agents}{KEY}")).contains("linux-49.shop-jenkins.internal"));
}

#[test]
fn a_script_has_the_functions_that_it_calls() {
    for tool in tools::names() {
        let agent = format!(
            "[jenkins.agents.ci]\ninstance_type = \"t3.small\"\nsubnet = \"subnet-0a1b\"\nkey_name = \"k\"\n\
             credentials = \"key\"\ntools = [\"{tool}\", \"kubectl\"]\n{KEY}"
        );
        let script = emitted(&agent, &BTreeSet::new(), "terraform/jenkins/scripts/ci.sh");
        for function in ["add_repository", "download"] {
            let mut lines = script.lines().map(str::trim_start);
            let is_called = lines.any(|line| line.starts_with(&format!("{function} ")));
            assert_eq!(is_called, script.contains(&format!("{function}() {{")), "{tool}: {function}");
        }
    }
}

#[test]
fn git_is_reached_over_ssh_where_its_address_or_key_says_so() {
    let is_open = |git: &str, kind: &str| {
        let secret = format!("[secrets]\ngit = {{ jenkins = \"git\", kind = \"{kind}\" }}\n");
        let rest = format!("[jenkins]\ngit = {{ {git} }}\n{secret}");
        emitted(&rest, &BTreeSet::new(), "terraform/jenkins/controller.tf").contains("\"controller_git\"")
    };
    assert!(is_open("url = \"git@github.com:acme/shop.git\", credentials = \"git\"", "ssh_key"));
    assert!(is_open("push_credentials = \"git\"", "ssh_key"));
    assert!(!is_open("push_credentials = \"git\"", "username_password"));
    assert!(!is_open("url = \"https://github.com/acme/shop.git\"", "ssh_key"));
    let ssh = configuration("[jenkins]\ngit = { url = \"git@github.com:acme/shop.git\" }\n");
    let strategy = &ssh["security"]["gitHostKeyVerificationConfiguration"]["sshHostKeyVerificationStrategy"];
    assert_eq!(strategy, "acceptFirstConnectionStrategy");
}

#[test]
fn a_security_group_names_no_subnet_that_would_have_to_be_there_twice() {
    let own = "[jenkins.network]\ncidr_block = \"10.0.0.0/16\"\navailability_zones = [\"eu-west-1a\", \"eu-west-1b\"]\n";
    let head = HEAD.replace("subnet = \"subnet-0a1b\"\n", "");
    let source = Source { path: String::new(), text: format!("{head}{own}") };
    let files = crate::compile(&source, &BTreeSet::new(), None).files.unwrap();
    let file = files.iter().find(|file| file.path.as_str() == "terraform/jenkins/controller.tf").unwrap();
    assert!(file.contents.contains("  vpc_id      = aws_vpc.main.id\n"), "{}", file.contents);
}
