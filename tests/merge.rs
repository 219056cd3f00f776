//! Two branches that were both built, merged by git.

use std::path::Path;
use std::process::{Command, Output};

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

/// Runs git in the project.
fn run(project: &Project, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.args(arguments).current_dir(project.path("")).output().unwrap()
}

/// Runs git in the project; whether it succeeded.
fn git(project: &Project, arguments: &[&str]) -> bool {
    run(project, arguments).status.success()
}

/// What git says.
fn output(project: &Project, arguments: &[&str]) -> String {
    String::from_utf8(run(project, arguments).stdout).unwrap()
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
fn merging(shop: &str, attributes: Option<&str>, style: &str) -> Project {
    let project = Project::new(shop);
    if let Some(attributes) = attributes {
        project.write(".gitattributes", attributes);
    }
    project.kura(&["build"]).exits(0);
    assert!(git(&project, &["init", "-q", "-b", "main"]));
    assert!(git(&project, &["config", "merge.conflictStyle", style]));
    commit(&project);
    for name in ["one", "two"] {
        assert!(git(&project, &["checkout", "-q", "-b", name, "main"]));
        project.write("kura.toml", shop.to_owned() + &service(name)).kura(&["build"]).exits(0);
        commit(&project);
    }
    assert!(!git(&project, &["merge", "one"]), "there are conflicts");
    project.write("kura.toml", shop.to_owned() + &service("one") + &service("two"));
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
        let project = merging(SHOP, None, style);
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
    let project = merging(SHOP, Some(&attributes()), "merge");
    project.kura(&["build"]).exits(0);
    same_files(&project);
    project.kura(&["diff"]).exits(0);
    commit(&project);
}

/// A project for which kura writes `.gitattributes`, and the manifests into a folder.
fn told(manifests: &str) -> String {
    format!("{SHOP}[outputs]\ngitattributes = true\nmanifests = '{manifests}'\n")
}

#[test]
fn with_attributes_of_kuras_a_build_is_enough() {
    let project = merging(&told("kubernetes"), None, "merge");
    project.kura(&["build"]).exits(0);
    let built = Project::new(&(told("kubernetes") + &service("one") + &service("two")));
    built.kura(&["build"]).exits(0);
    let files = project.files().into_iter().filter(|(path, _)| !path.starts_with(".git"));
    assert_eq!(files.collect::<Vec<_>>(), built.files());
    project.kura(&["diff"]).exits(0);
    commit(&project);
}

#[test]
fn attributes_are_of_kuras_files_alone() {
    for manifests in ["kubernetes", r#"a "b" [c] *d?e"#, "#f", "!g", "[x]"] {
        let project = Project::new(&told(manifests));
        project.kura(&["build"]).exits(0);
        assert!(git(&project, &["init", "-q"]));
        let ours = format!("{manifests}/deployments.yaml");
        for path in [&ours, ".gitattributes"] {
            let check = ["check-attr", "-z", "merge", "eol", "linguist-generated", "--", path];
            let said = output(&project, &check);
            for attribute in ["merge\0unset", "eol\0lf", "linguist-generated\0set"] {
                assert!(said.contains(attribute), "{path}: {said:?}");
            }
        }
        assert!(output(&project, &["check-attr", "-z", "merge", "--", "kura.lock"]).contains("\0union\0"));
        for path in
            [format!("{manifests}/mine.yaml"), "kura.toml".to_owned(), "x/deployments.yaml".to_owned()]
        {
            let said = output(&project, &["check-attr", "-z", "--all", "--", &path]);
            assert_eq!(said, "", "{path}");
        }
    }
}

#[test]
fn attributes_of_the_users_are_a_conflict() {
    let project = Project::new(&told("kubernetes"));
    project.write(".gitattributes", "*.png binary\n");
    project.kura(&["build"]).exits(1).says("conflict: .gitattributes: not written by kura");
    project.kura(&["build", "--keep", ".gitattributes"]).exits(0);
    assert_eq!(project.read(".gitattributes"), "*.png binary\n");
}
