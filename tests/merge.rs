//! Two branches that were both built, merged by git.

use std::path::Path;
use std::process::Command;

use crate::cli::SHOP;
use crate::project::Project;

/// What docs/ownership.md says to write into `.gitattributes`.
fn attributes() -> String {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ownership.md")).unwrap();
    let lines = page.lines().filter_map(|line| line.strip_prefix("    "));
    let attributes: Vec<_> = lines.filter(|line| line.contains("linguist-generated")).collect();
    assert_eq!(attributes.len(), 4);
    attributes.join("\n") + "\n"
}

/// Runs git in the project; whether it succeeded.
fn git(project: &Project, arguments: &[&str]) -> bool {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(arguments).current_dir(project.path("")).output().unwrap().status.success()
}

fn commit(project: &Project) {
    assert!(git(project, &["add", "--all"]) && git(project, &["commit", "-qm", "x"]));
}

fn service(name: &str) -> String {
    format!(
        "[services.{name}]\nimage = \"redis:7.4\"\nport = 6379\nsecurity_context = {{ run_as_user = 999 }}\n"
    )
}

/// Two branches that each added a service and built, in the middle of their merge, with the right `kura.toml`.
fn merging(attributes: &str, style: &str) -> Project {
    let project = Project::new(SHOP);
    project.write(".gitattributes", attributes).kura(&["build"]).exits(0);
    assert!(git(&project, &["init", "-q", "-b", "main"]));
    assert!(git(&project, &["config", "merge.conflictStyle", style]));
    commit(&project);
    for name in ["one", "two"] {
        assert!(git(&project, &["checkout", "-q", "-b", name, "main"]));
        project.write("kura.toml", SHOP.to_owned() + &service(name)).kura(&["build"]).exits(0);
        commit(&project);
    }
    assert!(!git(&project, &["merge", "one"]), "there are conflicts");
    project.write("kura.toml", SHOP.to_owned() + &service("one") + &service("two"));
    project
}

/// What is built of both without any merge.
fn built() -> Project {
    let project = Project::new(&(SHOP.to_owned() + &service("one") + &service("two")));
    project.kura(&["build"]).exits(0);
    project
}

/// Asserts that the files are those.
fn same_files(project: &Project) {
    let is_gits = |path: &Path| path.starts_with(".git") || path.starts_with(".gitattributes");
    let files: Vec<_> = project.files().into_iter().filter(|(path, _)| !is_gits(path)).collect();
    assert_eq!(files, built().files());
}

#[test]
fn marks_are_settled_by_overwrite() {
    for style in ["merge", "diff3", "zdiff3"] {
        let project = merging("", style);
        assert!(project.read("kura.lock").contains("<<<<<<<"), "{style}");
        let run = project.kura(&["build"]);
        run.exits(1).says("kubernetes/deployments.yaml: left by git from a merge");
        project.kura(&["build", "--overwrite", "."]).exits(0);
        same_files(&project);
        project.kura(&["diff"]).exits(0);
        commit(&project);
    }
}

#[test]
fn with_attributes_a_build_is_enough() {
    let project = merging(&attributes(), "merge");
    project.kura(&["build"]).exits(0);
    same_files(&project);
    project.kura(&["diff"]).exits(0);
    commit(&project);
}
