//! Many projects of one command: one does not stop the others, and the order and number of threads never matter.

use std::fs;
use std::path::PathBuf;

use crate::cli::SHOP;
use crate::project::Project;

/// A shop without the warning that the usual one has.
fn sound() -> String {
    format!("{SHOP}\n[checks.rules]\nlocal-state = {{ severity = \"allow\", reason = \"a test\" }}\n")
}

/// A shop with a mistake.
fn broken() -> String {
    sound().replace("10.0.0.0/24", "192.168.0.0/24")
}

/// Projects of every kind: sound ones, broken ones, and some with a file in the way.
fn mixed(count: usize) -> Project {
    let project = Project::new("");
    fs::remove_file(project.path("kura.toml")).unwrap();
    for number in 0..count {
        let folder = format!("team-{}/app-{number:03}", number % 3);
        let text = match number % 7 {
            2 => broken(),
            4 => SHOP.to_owned(),
            5 => "this is no toml".to_owned(),
            _ => sound().replace("\"shop\"", &format!("\"shop-{number}\"")),
        };
        project.write(&format!("{folder}/kura.toml"), text);
        if number % 7 == 3 {
            project.write(&format!("{folder}/terraform/versions.tf"), "# mine\n");
        }
    }
    project
}

#[test]
fn a_broken_project_does_not_stop_the_rest_of_a_build() {
    let project = Project::new(&sound());
    project.write("broken/kura.toml", broken()).write("no-toml/kura.toml", b"\xff");
    project.write("taken/kura.toml", sound()).write("taken/terraform/versions.tf", "# mine\n");
    project.write("z/kura.toml", sound());
    let run = project.kura(&["build"]);
    run.exits(1).says("error[subnet-outside-vpc]").says("error[not-utf-8]").says("z: 13 created");
    run.says("conflict: taken/terraform/versions.tf: not written by kura\n");
    run.says("\n1 conflict, nothing was written of their projects; for each:\n  --overwrite PATH");
    run.says("\n5 projects: 2 written, 2 with errors, 1 with conflicts\n");
    assert!(project.path("kura.lock").is_file() && project.path("z/kura.lock").is_file());
    for untouched in ["broken", "no-toml", "taken"] {
        let count = project.files().iter().filter(|(path, _)| path.starts_with(untouched)).count();
        assert_eq!(count, 1 + usize::from(untouched == "taken"), "{untouched}");
    }
    project.kura(&["build"]).exits(1).says("5 projects: 2 unchanged, 2 with errors, 1 with conflicts\n");
    project.kura(&["check"]).exits(1).says("5 projects: 3 clean, 2 with errors\n");
    project.kura(&["diff"]).exits(2).says("5 projects: 1 different, 2 the same, 2 with errors\n");
}

#[test]
fn of_many_projects_that_stay_as_they_are_only_the_number_is_told() {
    let project = Project::new(&sound());
    project.write("z/kura.toml", sound()).kura(&["build"]).exits(0);
    assert_eq!(project.kura(&["build"]).exits(0).stderr(), "2 projects: 2 unchanged\n");
    assert_eq!(project.kura(&["check"]).exits(0).stderr(), "2 projects: 2 clean\n");
    assert_eq!(project.kura(&["diff"]).exits(0).stderr(), "2 projects: 2 the same\n");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let outputs = |jobs: &str| {
        let project = mixed(40);
        let mut seen = Vec::new();
        for command in [
            &["check"][..],
            &["check", "--format", "json"],
            &["check", "--format", "sarif", "--deny-warnings"],
            &["diff"],
            &["diff", "--stat"],
            &["diff", "--semantic", "--format", "json"],
            &["build"],
            &["build", "--deny-warnings"],
            &["diff", "--format", "markdown"],
        ] {
            let run = project.kura(&[command, &["--jobs", jobs]].concat());
            seen.push((command.join(" "), run.stdout(), run.stderr(), project.files()));
        }
        seen
    };
    for (one, seven) in outputs("1").into_iter().zip(outputs("7")) {
        assert!(one == seven, "{}\n{}\n{}", one.0, one.2, seven.2);
    }
}

#[test]
fn projects_that_write_into_each_others_folders_are_written_together_or_not_at_all() {
    let project = Project::new(&format!("{SHOP}\n[outputs]\nterraform = \"app/terraform\"\n"));
    let (_, service) = SHOP.split_once("[services").unwrap();
    let service = format!("kura = 1\n[project]\nname = \"shop\"\n[services{service}");
    project.write("app/kura.toml", service.replace("6379", "0")).write("other/kura.toml", SHOP);
    project.kura(&["build"]).exits(1).says("3 projects: 1 written, 1 with errors, 1 held back by another\n");
    assert!(project.path("other/kura.lock").is_file());
    assert!(!project.path("kura.lock").exists() && !project.path("app/kura.lock").exists());
    project.write("app/kura.toml", &service).write("app/kubernetes/services.yaml", "# mine\n");
    let run = project.kura(&["build"]);
    run.exits(1).says("3 projects: 1 unchanged, 1 with conflicts, 1 held back by another\n");
    fs::remove_dir_all(project.path("app/kubernetes")).unwrap();
    project.kura(&["build"]).exits(0).says("3 projects: 2 written, 1 unchanged\n");
}

#[test]
fn a_slip_in_a_choice_writes_nothing_of_any_project() {
    let project = mixed(4);
    for number in [2, 3] {
        fs::remove_dir_all(project.path(&format!("team-{}/app-{number:03}", number % 3))).unwrap();
    }
    let before = project.files();
    let run = project.kura(&["build", "--keep", "team-0/app-000/terafrom"]);
    run.exits(2).says("kura writes nothing at `team-0/app-000/terafrom`");
    assert_eq!(project.files(), before);
    project.kura(&["build", "--keep", "team-0/app-000/terraform/versions.tf"]).exits(0).says("1 kept by you");
}

#[test]
fn each_project_is_in_one_shard() {
    let project = mixed(40);
    let in_shard = |shard: &str| {
        let files = project.kura(&["diff", "--stat", "--shard", shard]).stdout();
        let apps = files.lines().filter_map(|line| line.trim().split_once("/app-"));
        apps.map(|(_, app)| app[..3].to_owned()).collect::<std::collections::BTreeSet<_>>()
    };
    let all = in_shard("1/1");
    let parts: Vec<_> = ["1/3", "2/3", "3/3"].into_iter().map(in_shard).collect();
    assert_eq!(all.len(), 29);
    assert_eq!(parts.iter().flatten().collect::<Vec<_>>().len(), all.len());
    assert_eq!(parts.iter().flatten().cloned().collect::<std::collections::BTreeSet<_>>(), all);
    assert!(parts.iter().all(|part| !part.is_empty()));
    project.kura(&["check", "--shard", "4/3"]).exits(2).says("1/4 for the first of four parts");
}

#[test]
fn a_shard_of_one_project_is_written_where_all_would_be() {
    let project = mixed(2);
    for shard in ["1/2", "2/2"] {
        project.kura(&["build", "--out", "elsewhere", "--shard", shard]).exits(0);
    }
    assert!(project.path("elsewhere/team-0/app-000/kura.lock").is_file());
    assert!(project.path("elsewhere/team-1/app-001/kura.lock").is_file());
}

#[test]
fn a_depfile_lists_what_was_read_and_the_folder_of_what_was_not() {
    let image =
        "[registry]\nnamespace = \"acme\"\n[images.api]\ncontext = \"the api\"\nruntime = \"python:3.13\"\n";
    let toml = format!("kura = 1\n[project]\nname = \"shop\"\n{image}command = [\"python\", \"main.py\"]\n");
    let project = Project::new("");
    project.write("shop/kura.toml", toml).write("shop/the api/requirements.txt", "");
    project.kura(&["build", "shop", "--out", "out", "--depfile", "out.d"]).exits(0);
    let rule = project.read("out.d");
    assert!(rule.starts_with("out/kura.lock: \\\n shop/kura.toml"), "{rule}");
    let inputs: Vec<_> = rule.lines().skip(1).map(|line| line.trim_end_matches(" \\").trim_start()).collect();
    assert!(inputs.contains(&r"shop/the\ api/requirements.txt"), "{rule}");
    // `uv.lock` was looked for in vain.
    assert!(inputs.contains(&r"shop/the\ api"), "{rule}");
    project.write("shop/kura.toml", "kura = 1\n");
    project.kura(&["build", "shop", "--out", "out", "--depfile", "out.d"]).exits(1);
    assert_eq!(project.read("out.d"), rule, "or nothing would ask for another build");
}

#[cfg(unix)]
#[test]
fn what_is_called_kura_toml_and_is_no_file_is_told() {
    use std::os::unix::fs::symlink;
    let project = Project::new(&sound());
    for folder in ["broken", "folder/kura.toml", "linked", "loop", "pipe"] {
        fs::create_dir_all(project.path(folder)).unwrap();
    }
    symlink("nowhere", project.path("broken/kura.toml")).unwrap();
    symlink("kura.toml", project.path("loop/kura.toml")).unwrap();
    symlink("../kura.toml", project.path("linked/kura.toml")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(project.path("pipe/kura.toml")).status();
    assert!(pipe.unwrap().success());
    let run = project.kura(&["check"]);
    run.exits(2).says("error: cannot read `./broken/kura.toml`: No such file").says("`./loop/kura.toml`");
    run.says("error: cannot read `./folder/kura.toml`: it is not a file");
    run.says("error: cannot read `./pipe/kura.toml`: it is not a file");
    assert!(!run.stderr().contains("linked"), "{}", run.stderr());
    project.kura(&["build"]).exits(2).says(".: 13 created");
}

/// Root may read everything, so these tests are somebody else then.
#[cfg(unix)]
fn as_somebody(project: &Project, arguments: &[&str]) -> std::process::Output {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let kura = project.path("kura-itself");
    if !kura.exists() {
        fs::copy(env!("CARGO_BIN_EXE_kura"), &kura).unwrap();
    }
    let mut command = std::process::Command::new(&kura);
    command.args(arguments).current_dir(project.path(""));
    if fs::metadata(project.path("")).unwrap().uid() == 0 {
        fs::set_permissions(project.path(""), fs::Permissions::from_mode(0o777)).unwrap();
        command.uid(65534).gid(65534);
    }
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::new(&broken());
    let locked = [PathBuf::from("a/locked"), PathBuf::from("b/kura.toml")];
    project.write("a/kura.toml", sound()).write("a/locked/kura.toml", sound());
    project.write("b/kura.toml", sound()).write("c/kura.toml", sound());
    let set = |mode| {
        for path in &locked {
            let path = project.path(path.to_str().unwrap());
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o000);
    let run = as_somebody(&project, &["check"]);
    set(0o700);
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    for text in [
        "error: cannot search `./a/locked`: Permission denied",
        "error: cannot read `./b/kura.toml`: Permission denied",
        "error[subnet-outside-vpc]",
        "4 projects: 2 clean, 1 with errors, 1 in trouble; 1 place could not be searched\n",
    ] {
        assert!(said.contains(text), "{text} is not in:\n{said}");
    }
}
