//! Whose a file is: what kura overwrites, what it leaves alone, and how a user decides.

use std::fs;
use std::process::{Command, Stdio};

use crate::cli::SHOP;
use crate::project::Project;

const EDITED: &str = "terraform/versions.tf";

/// A built project with one file edited.
fn edited() -> Project {
    let project = built(SHOP);
    project.write(EDITED, "# mine\n");
    project
}

fn built(kura_toml: &str) -> Project {
    let project = Project::new(kura_toml);
    project.kura(&["build"]).exits(0);
    project
}

/// The shop without its one service.
fn without_service() -> &'static str {
    SHOP.split_once("[services.cache]").unwrap().0
}

#[test]
fn a_conflict_shows_the_ways_out() {
    let run = edited().kura(&["build"]);
    run.exits(1)
        .says("conflict: terraform/versions.tf: edited since kura wrote it\n1 conflict, nothing was written");
    run.says("--overwrite PATH").says("--keep PATH").says("change kura.toml");
}

#[test]
fn every_conflict_is_listed() {
    let project = edited();
    project.write("kubernetes/deployments.yaml", "# mine\n");
    project
        .kura(&["build"])
        .exits(1)
        .says("deployments.yaml: edited")
        .says("versions.tf: edited")
        .says("2 conflicts");
}

#[test]
fn a_deleted_file_comes_back() {
    let project = built(SHOP);
    let before = project.files();
    let deleted = before.iter().filter(|(path, _)| path.starts_with("terraform")).count();
    assert!(deleted > 1, "{before:?}");
    fs::remove_dir_all(project.path("terraform")).unwrap();
    project.kura(&["build"]).exits(0).says(&format!("{deleted} created"));
    assert_eq!(project.files(), before);
}

#[test]
fn overwrite_gives_a_path_to_kura() {
    let project = edited();
    project.write("kubernetes/deployments.yaml", "# mine\n");
    let before = project.files();
    project.kura(&["build", "--overwrite", EDITED]).exits(1).says("1 conflict");
    assert_eq!(project.files(), before);
    let both = ["build", "--overwrite", EDITED, "--overwrite", "kubernetes/deployments.yaml"];
    project.kura(&both).exits(0).says("2 updated");
    assert_eq!(project.files(), built(SHOP).files());
}

#[test]
fn overwrite_of_a_folder_is_for_all_conflicts_below() {
    let project = edited();
    project.write("kubernetes/deployments.yaml", "# mine\n");
    project.kura(&["build", "--overwrite", "kubernetes/"]).exits(1).says("1 conflict");
    project.kura(&["build", "--overwrite", "."]).exits(0).says("2 updated");
    project.kura(&["build", "--overwrite", "."]).exits(0).says("0 updated");
}

/// A way in which somebody changes a text without a word.
type Respelled = fn(&str) -> String;

#[test]
fn overwrite_does_what_it_says_with_every_ending_of_lines() {
    let ways: [(&str, Respelled); 7] = [
        ("CR CR LF", |text| text.replace('\n', "\r\r\n")),
        ("one CR CR LF", |text| text.replacen('\n', "\r\r\n", 1)),
        ("CR", |text| text.replace('\n', "\r")),
        ("a mark of the byte order", |text| format!("\u{feff}{text}")),
        ("no last newline", |text| text.trim_end().to_owned()),
        ("blanks", |text| text.replace('\n', " \n")),
        ("mixed, and an edit", |text| text.replacen('\n', "\r\n", 1) + "\n"),
    ];
    for (way, respelled) in ways {
        let project = built(SHOP);
        let before = project.files();
        for path in [EDITED, "kubernetes/deployments.yaml"] {
            project.write(path, respelled(&project.read(path)));
        }
        project.kura(&["build"]).exits(1).says("2 conflicts");
        project.kura(&["build", "--overwrite", "."]).exits(0).says("2 updated");
        assert_eq!(project.files(), before, "{way}");
        project.kura(&["build"]).exits(0).says("0 updated");
        project.kura(&["diff"]).exits(0);
    }
}

#[test]
fn a_file_where_a_folder_was_is_a_conflict_or_nothing() {
    let project = built(SHOP);
    fs::remove_dir_all(project.path("kubernetes")).unwrap();
    project.write("kubernetes", "mine\n");
    project.kura(&["build"]).exits(1).says("`kubernetes` is not a folder: only you can move it");
    project.kura(&["diff"]).exits(1);
    project.kura(&["check"]).exits(0);
    project.write("kura.toml", format!("{SHOP}\n[outputs]\nmanifests = \"k8s\"\n"));
    project.kura(&["build"]).exits(0);
    project.kura(&["diff"]).exits(0);
    assert_eq!(project.read("kubernetes"), "mine\n");
}

#[cfg(unix)]
#[test]
fn whatever_stands_where_a_folder_was_can_be_kept() {
    let make: [fn(&std::path::Path); 4] = [
        |place| fs::write(place, "mine\n").unwrap(),
        |place| std::os::unix::fs::symlink("nowhere", place).unwrap(),
        |place| assert!(Command::new("mkfifo").arg(place).status().unwrap().success()),
        |place| drop(std::os::unix::net::UnixListener::bind(place).unwrap()),
    ];
    for make in make {
        let project = built(SHOP);
        fs::remove_dir_all(project.path("kubernetes")).unwrap();
        make(&project.path("kubernetes"));
        project.kura(&["check"]).exits(0);
        project.kura(&["diff"]).exits(1);
        project.kura(&["build", "--overwrite", "."]).exits(1).says("kubernetes");
        project.kura(&["build", "--keep", "kubernetes"]).exits(0).says("kept by you");
        project.kura(&["diff"]).exits(0);
    }
}

#[test]
fn marks_of_a_merge_are_told_from_an_edit() {
    for marks in
        ["<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n", "||||||| 1f0a\n", "=======\n", ">>>>>>> theirs\n"]
    {
        let project = built(SHOP);
        let before = project.files();
        project.write(EDITED, project.read(EDITED) + marks);
        project.write(
            "kura.lock",
            project.read("kura.lock") + marks.replace("a\n", "").replace("b\n", "").as_str(),
        );
        project
            .kura(&["build"])
            .exits(1)
            .says("versions.tf: left by git from a merge: `kura build --overwrite`");
        project.kura(&["build", "--overwrite", "."]).exits(0).says("1 updated");
        assert_eq!(project.files(), before);
    }
}

#[test]
fn overwrite_takes_what_kura_did_not_write() {
    let project = Project::new(SHOP);
    project.write(EDITED, "# mine\n");
    project.kura(&["build", "--overwrite", EDITED]).exits(0);
    assert_eq!(project.files(), built(SHOP).files());
}

#[test]
fn overwrite_of_what_is_no_longer_produced_deletes_it() {
    let project = built(SHOP);
    project.write("kubernetes/deployments.yaml", "# mine\n").write("kura.toml", without_service());
    project
        .kura(&["build"])
        .exits(1)
        .says("deployments.yaml: edited since kura wrote it, and no longer produced");
    project.kura(&["build", "--overwrite", "kubernetes/deployments.yaml"]).exits(0);
    assert!(!project.path("kubernetes").exists());
}

#[test]
fn a_kept_path_is_the_users_from_then_on() {
    let project = edited();
    project.kura(&["build", "--keep", EDITED]).exits(0).says("1 kept by you");
    assert!(project.read("kura.lock").contains("\nkept terraform/versions.tf\n"));
    project.kura(&["build"]).exits(0).says("0 created, 0 updated, 0 deleted").says("1 kept by you");
    assert_eq!(project.kura(&["diff"]).exits(0).stdout(), "");
    project.write(EDITED, "# mine again\n");
    project.kura(&["build"]).exits(0);
    fs::remove_file(project.path(EDITED)).unwrap();
    project.kura(&["build"]).exits(0).says("0 created");
}

#[test]
fn a_kept_path_goes_back_to_kura_only_by_its_name() {
    let project = edited();
    project.kura(&["build", "--keep", EDITED]).exits(0);
    project.kura(&["build", "--overwrite", "."]).exits(0);
    assert_eq!(project.read(EDITED), "# mine\n");
    project.kura(&["build", "--overwrite", EDITED]).exits(0).says("1 updated");
    assert_eq!(project.files(), built(SHOP).files());
}

#[test]
fn a_path_can_be_kept_before_it_is_edited() {
    let project = built(SHOP);
    project.kura(&["build", "--keep", EDITED]).exits(0);
    project.write(EDITED, "# mine\n");
    project.kura(&["build"]).exits(0);
    assert_eq!(project.read(EDITED), "# mine\n");
}

#[test]
fn keep_is_stronger_than_overwrite() {
    let project = edited();
    project.write("kubernetes/deployments.yaml", "# mine\n");
    project
        .kura(&["build", "--overwrite", ".", "--keep", "terraform"])
        .exits(0)
        .says("1 updated")
        .says("1 kept");
    assert_eq!(project.read(EDITED), "# mine\n");
    assert_ne!(project.read("kubernetes/deployments.yaml"), "# mine\n");
}

#[test]
fn a_kept_path_that_is_no_longer_produced_is_forgotten() {
    let project = built(SHOP);
    project.write("kubernetes/deployments.yaml", "# mine\n").write("kura.toml", without_service());
    project.kura(&["build", "--keep", "kubernetes"]).exits(0);
    assert_eq!(project.read("kubernetes/deployments.yaml"), "# mine\n");
    assert!(!project.read("kura.lock").contains("kubernetes"));
    project.kura(&["build"]).exits(0).says("0 deleted");
    project.write("kura.toml", SHOP);
    project.kura(&["build"]).exits(1).says("deployments.yaml: not written by kura");
}

#[test]
fn a_choice_about_nothing_is_trouble() {
    let project = edited();
    let before = project.files();
    for flag in ["--keep", "--overwrite"] {
        project.kura(&["build", flag, "terraform/version.tf"]).exits(2).says("kura writes nothing at");
    }
    assert_eq!(project.files(), before);
}

#[test]
fn choices_are_relative_to_the_current_folder() {
    let project = Project::new("");
    project.write("app/kura.toml", SHOP).write("app/terraform/versions.tf", "# mine\n");
    project.kura(&["build", "app"]).exits(1).says("conflict: app/terraform/versions.tf:");
    project.kura(&["build", "app", "--keep", "terraform/versions.tf"]).exits(2);
    project.kura(&["build", "app", "--keep", "app/terraform/versions.tf"]).exits(0);
}

#[test]
fn a_folder_in_the_way_is_not_overwritten() {
    let project = Project::new(SHOP);
    project.write("terraform/versions.tf/mine", "mine\n");
    let before = project.files();
    project.kura(&["build", "--overwrite", "."]).exits(1).says("versions.tf: not a file");
    assert_eq!(project.files(), before);
    project.kura(&["build", "--keep", EDITED]).exits(0);
}

#[cfg(unix)]
#[test]
fn a_link_is_neither_followed_nor_replaced() {
    let (project, elsewhere) = (built(SHOP), Project::new(""));
    elsewhere.write("versions.tf", "mine\n");
    fs::remove_file(project.path(EDITED)).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("versions.tf"), project.path(EDITED)).unwrap();
    project.kura(&["build", "--overwrite", "."]).exits(1).says("symbolic link");
    project.kura(&["build", "--keep", EDITED]).exits(0);
    project.write("kura.toml", "kura = 1\n[project]\nname = \"shop\"\n").kura(&["build"]).exits(0);
    assert!(project.path(EDITED).is_symlink());
    assert_eq!(elsewhere.read("versions.tf"), "mine\n");
}

#[test]
fn a_renamed_output_folder_takes_its_files_along() {
    let project = built(SHOP);
    project.write("terraform/mine.tf", "# mine\n");
    project.write("kura.toml", format!("{SHOP}\n[outputs]\nterraform = \"infra\"\nmanifests = \"k8s\"\n"));
    project.kura(&["build"]).exits(0);
    assert!(project.path("infra/versions.tf").is_file() && !project.path(EDITED).exists());
    assert!(!project.path("kubernetes").exists());
    assert_eq!(project.read("terraform/mine.tf"), "# mine\n");
}

/// Gives every file CRLF line endings, as git does on Windows.
fn checked_out_with_crlf(project: &Project) {
    for (path, bytes) in project.files() {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        project.write(path.to_str().unwrap(), text);
    }
}

#[test]
fn crlf_is_no_edit() {
    let project = built(SHOP);
    checked_out_with_crlf(&project);
    let before = project.files();
    assert_eq!(project.kura(&["diff"]).exits(0).stdout(), "");
    project.kura(&["build"]).exits(0).says("0 created, 0 updated, 0 deleted");
    assert_eq!(project.files(), before);
}

#[test]
fn a_file_with_crlf_is_updated_and_deleted() {
    let project = built(SHOP);
    checked_out_with_crlf(&project);
    project.write("kura.toml", without_service().replace("10.0.", "10.1."));
    let diff = project.kura(&["diff"]).exits(1).stdout();
    assert!(diff.contains("-  cidr_block = \"10.0.0.0/16\"") && !diff.contains('\r'), "{diff}");
    project.kura(&["build"]).exits(0).says("1 updated");
    assert!(!project.path("kubernetes").exists());
    for (path, bytes) in project.files() {
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.contains('\r'), path.as_os_str() != "kura.toml", "{path:?}");
    }
}

#[test]
fn every_checkout_compiles_to_the_same_bytes() {
    let texts = [
        (
            "kura.toml",
            format!(
                "{SHOP}\n[config_maps.web]\ndata = {{ a = \"\"\"\nx\ny\"\"\" }}\nfiles = {{ b = \"b.conf\" }}\n"
            ),
        ),
        ("b.conf", "one\ntwo\n".to_owned()),
    ];
    let compiled = |end: &str| {
        let project = Project::new("");
        for (path, text) in &texts {
            project.write(path, text.replace('\n', end));
        }
        project.kura(&["build"]).exits(0);
        project
            .files()
            .into_iter()
            .filter(|(path, _)| !texts.iter().any(|(text, _)| path.ends_with(text)))
            .collect::<Vec<_>>()
    };
    assert_eq!(compiled("\r\n"), compiled("\n"));
}

#[test]
fn a_text_with_nul_is_none() {
    let project = Project::new(&format!("{SHOP}\n[config_maps.web]\nfiles = {{ b = \"b.conf\" }}\n"));
    project.write("b.conf", "one\0\n").kura(&["check"]).exits(1).says("`b.conf` is not a text in UTF-8");
}

#[test]
fn an_edit_with_crlf_is_an_edit() {
    let project = built(SHOP);
    project.write(EDITED, (project.read(EDITED) + "# mine\n").replace('\n', "\r\n"));
    project.kura(&["build"]).exits(1).says("edited since kura wrote it");
}

#[test]
fn without_a_lock_kura_owns_nothing() {
    let project = edited();
    fs::remove_file(project.path("kura.lock")).unwrap();
    let before = project.files();
    project
        .kura(&["build"])
        .exits(1)
        .says("versions.tf: not written by kura")
        .says("there is no kura.lock")
        .says("1 conflict");
    assert_eq!(project.files(), before);
}

#[test]
fn what_kura_would_write_is_taken_without_a_lock() {
    let project = built(SHOP);
    let before = project.files();
    fs::remove_file(project.path("kura.lock")).unwrap();
    project.kura(&["diff"]).exits(1).says("only kura.lock would change");
    project.kura(&["build"]).exits(0).says("0 created, 0 updated");
    assert_eq!(project.files(), before);
}

#[test]
fn a_lock_that_cannot_be_understood_is_trouble() {
    let project = edited();
    let lock = project.read("kura.lock");
    for (text, says) in [
        (lock.replace("kura.lock 1", "kura.lock 2"), "newer kura"),
        (format!("{lock}nonsense\n"), "is damaged"),
        ("\u{0}".to_owned(), "first line is damaged"),
    ] {
        project.write("kura.lock", text);
        let before = project.files();
        project.kura(&["build", "--overwrite", "."]).exits(2).says(says);
        project.kura(&["diff"]).exits(2).says(says);
        assert_eq!(project.files(), before);
    }
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_no_file_is_trouble() {
    let project = edited();
    let lock = project.path("kura.lock");
    let make: [&dyn Fn(); 3] = [
        &|| std::os::unix::fs::symlink("terraform/versions.tf", &lock).unwrap(),
        &|| assert!(Command::new("mkfifo").arg(&lock).status().unwrap().success()),
        &|| fs::create_dir(&lock).unwrap(),
    ];
    for make in make {
        fs::remove_file(&lock).unwrap();
        make();
        project.kura(&["build", "--overwrite", "."]).exits(2).says("kura.lock`: it is not a file");
        project.kura(&["diff"]).exits(2).says("it is not a file");
    }
}

#[test]
fn the_lock_is_sorted_with_one_path_a_line() {
    let lock = built(SHOP).read("kura.lock");
    let paths: Vec<_> = lock.lines().skip(2).map(|line| line.split_once(' ').unwrap().1).collect();
    assert!(paths.is_sorted() && paths.contains(&EDITED), "{paths:?}");
}

#[test]
fn a_project_leaves_the_files_of_another_in_the_same_folder() {
    let project = Project::new("");
    project.write("a/kura.toml", SHOP).write("b/kura.toml", without_service());
    project.kura(&["build", "a", "--out", "o"]).exits(0);
    let before = project.files();
    for command in ["build", "diff"] {
        let run = project.kura(&[command, "b", "--out", "o"]);
        run.exits(2).says("`o` belongs to another project").says("from ../a/kura.toml");
    }
    assert_eq!(project.files(), before);
}

#[cfg(unix)]
#[test]
fn two_folders_that_are_one_are_trouble() {
    let project = Project::new("");
    project.write("in/a/kura.toml", SHOP).write("in/b/kura.toml", SHOP).write("o/a/mine", "mine\n");
    std::os::unix::fs::symlink("a", project.path("o/b")).unwrap();
    let before = project.files();
    project.kura(&["build", "in", "--out", "o"]).exits(2).says("would be written there");
    assert_eq!(project.files(), before);
}

#[test]
fn a_moved_project_takes_its_output_after_the_line_is_deleted() {
    let project = Project::new("");
    project.write("a/kura.toml", SHOP).kura(&["build", "a", "--out", "o"]).exits(0);
    fs::rename(project.path("a"), project.path("b")).unwrap();
    project.kura(&["build", "b", "--out", "o"]).exits(2);
    project.write("o/kura.lock", project.read("o/kura.lock").replace("from ../a/kura.toml\n", ""));
    project.kura(&["build", "b", "--out", "o"]).exits(0).says("0 created, 0 updated, 0 deleted");
    assert!(project.read("o/kura.lock").contains("\nfrom ../b/kura.toml\n"));
}

#[test]
fn a_file_that_another_project_takes_over_is_not_deleted() {
    let (_, service) = SHOP.split_once("[services").unwrap();
    let service = format!("kura = 1\n[project]\nname = \"shop\"\n[services{service}");
    let project = built(&format!("{SHOP}\n[outputs]\nmanifests = \"app/kubernetes\"\n"));
    let before = project.read("app/kubernetes/services.yaml");
    project.write("kura.toml", without_service()).write("app/kura.toml", service);
    let diff = project.kura(&["diff"]).exits(1).stdout();
    assert!(!diff.contains("--- a/app/kubernetes/services.yaml\n+++ /dev/null"), "{diff}");
    project.kura(&["build"]).exits(0);
    assert_eq!(project.read("app/kubernetes/services.yaml"), before);
    project.kura(&["diff"]).exits(0);
}

#[test]
fn a_file_that_a_project_below_took_over_is_not_deleted_by_the_one_above_alone() {
    let project = built(&format!("{SHOP}\n[outputs]\nterraform = \"app/terraform\"\n"));
    project.write("app/kura.toml", without_service().replace("10.0.", "10.1."));
    project.kura(&["build", "app"]).exits(1).says("app/terraform/appinfra.tf: not written by kura");
    project.kura(&["build", "app", "--overwrite", "app"]).exits(0);
    project.write("kura.toml", SHOP);
    let taken = project.read("app/terraform/appinfra.tf");
    for command in ["diff", "build", "diff"] {
        project.kura(&[command, "kura.toml"]);
    }
    assert_eq!(project.read("app/terraform/appinfra.tf"), taken);
    project.kura(&["diff"]).exits(0);
}

#[test]
fn two_projects_that_produce_one_file_are_trouble() {
    let project = Project::new(&format!("{SHOP}\n[outputs]\nterraform = \"app/terraform\"\n"));
    project.write("app/kura.toml", without_service());
    let before = project.files();
    project.kura(&["build"]).exits(2).says("both `./app` and `.` produce it");
    assert_eq!(project.files(), before);
}

/// A command line for kura in a folder where no file may grow above half a kilobyte.
#[cfg(unix)]
fn with_little_room(project: &Project, before: &str) -> std::process::Output {
    let script = format!("{before}; ulimit -c 0; ulimit -f 1; exec \"$0\" build");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_kura")]).current_dir(project.path(""));
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_build_that_runs_out_of_room_changes_nothing() {
    let project = Project::new(SHOP);
    project.write("terraform/mine.tf", "# mine\n");
    let before = project.files();
    let ended = with_little_room(&project, "trap '' XFSZ");
    assert_eq!(ended.status.code(), Some(2), "{ended:?}");
    assert_eq!(project.files(), before);
    assert!(!project.path("kubernetes").exists());
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_while_it_writes_is_gone_on_with() {
    let project = Project::new(SHOP);
    project.write("terraform/mine.tf", "# mine\n");
    let ended = with_little_room(&project, "true");
    assert_eq!(ended.status.code(), None, "killed by a signal");
    assert!(project.files().iter().any(|(path, _)| path.to_str().unwrap().contains(".kura-")));
    project.kura(&["build"]).exits(0);
    fs::remove_file(project.path("terraform/mine.tf")).unwrap();
    assert_eq!(project.files(), built(SHOP).files());
}

#[test]
fn many_builds_at_once_write_what_one_does() {
    let project = Project::new(SHOP);
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
        command.arg("build").current_dir(project.path("")).stderr(Stdio::piped()).spawn().unwrap()
    };
    let builds: Vec<_> = (0..8).map(|_| start()).collect();
    for build in builds {
        let ended = build.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    assert_eq!(project.files(), built(SHOP).files());
}

#[cfg(unix)]
#[test]
fn a_build_waits_for_another() {
    use std::io::{BufRead as _, BufReader};
    let project = Project::new(SHOP);
    let other = fs::File::open(project.path("")).unwrap();
    other.lock().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
    let mut build =
        command.arg("build").current_dir(project.path("")).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(build.stderr.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap().contains("another kura is writing here")));
    assert!(!project.path("kura.lock").exists());
    other.unlock().unwrap();
    assert!(build.wait().unwrap().success());
    assert!(project.path("kura.lock").exists());
}
