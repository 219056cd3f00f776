//! Commands, exit statuses, and what happens to the files of others.

use std::fs;

use crate::project::Project;

pub(crate) const SHOP: &str = r#"
kura = 1
[project]
name = "shop"
region = "eu-west-1"
[network]
cidr_block = "10.0.0.0/16"
nat_gateways = "none"
[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
[services.cache]
image = "redis:7.4"
port = 6379
security_context = { run_as_user = 999 }
"#;

#[test]
fn a_second_build_changes_no_byte_and_no_time() {
    let project = Project::new(SHOP);
    project.kura(&["build"]).exits(0);
    let times = || {
        let files = project.files().into_iter();
        files
            .map(|(path, _)| fs::metadata(project.path(path.to_str().unwrap())).unwrap().modified().unwrap())
            .collect::<Vec<_>>()
    };
    let (files, before) = (project.files(), times());
    project.kura(&["build"]).exits(0).says("0 created, 0 updated, 0 deleted");
    assert_eq!(project.files(), files);
    assert_eq!(times(), before);
}

#[test]
fn diff_is_empty_after_build_and_not_before() {
    let project = Project::new(SHOP);
    assert!(project.kura(&["diff"]).exits(1).stdout().contains("+++ b/terraform/versions.tf"));
    project.kura(&["build"]).exits(0);
    assert_eq!(project.kura(&["diff"]).exits(0).stdout(), "");
}

#[test]
fn check_and_diff_write_nothing() {
    let project = Project::new(SHOP);
    let before = project.files();
    project.kura(&["check"]).exits(0);
    project.kura(&["diff"]).exits(1);
    assert_eq!(project.files(), before);
}

#[test]
fn out_writes_below_another_folder() {
    let project = Project::new(SHOP);
    project.kura(&["build", ".", "--out", "elsewhere"]).exits(0);
    assert!(project.path("elsewhere/terraform/versions.tf").is_file());
    assert!(project.path("elsewhere/kura.lock").is_file());
    assert!(!project.path("terraform").exists());
}

#[test]
fn out_keeps_the_folders_of_several_projects() {
    let project = Project::new(SHOP);
    project.write("apps/other/kura.toml", SHOP);
    project.kura(&["build", ".", "--out", "elsewhere"]).exits(0);
    assert!(project.path("elsewhere/terraform/versions.tf").is_file());
    assert!(project.path("elsewhere/apps/other/terraform/versions.tf").is_file());
}

#[test]
fn a_file_of_somebody_else_is_a_conflict() {
    let project = Project::new(SHOP);
    project.write("terraform/versions.tf", "# mine\n");
    let before = project.files();
    project.kura(&["build"]).exits(1).says("terraform/versions.tf: not written by kura");
    assert_eq!(project.files(), before);
}

#[test]
fn an_edited_file_is_a_conflict() {
    let project = Project::new(SHOP);
    project.kura(&["build"]).exits(0);
    let edited = project.read("terraform/versions.tf") + "# edited\n";
    project.write("terraform/versions.tf", edited);
    let before = project.files();
    project.kura(&["build"]).exits(1).says("edited since kura wrote it");
    assert_eq!(project.files(), before);
}

#[test]
fn what_is_no_longer_produced_goes_with_its_empty_folder() {
    let project = Project::new(SHOP);
    project.kura(&["build"]).exits(0);
    let (without, _) = SHOP.split_once("[services.cache]").unwrap();
    project.write("kura.toml", without);
    project.kura(&["build"]).exits(0);
    assert!(!project.path("kubernetes").exists());
    assert!(project.path("terraform/versions.tf").is_file());
}

#[test]
fn an_edited_file_that_is_no_longer_produced_stays() {
    let project = Project::new(SHOP);
    project.kura(&["build"]).exits(0);
    project.write("terraform/versions.tf", "# mine now\n");
    let (without, _) = SHOP.split_once("[network]").unwrap();
    project.write("kura.toml", without);
    project.kura(&["build"]).exits(1).says("no longer produced");
    assert_eq!(project.read("terraform/versions.tf"), "# mine now\n");
}

#[test]
fn a_damaged_lock_is_no_licence_to_overwrite() {
    let project = Project::new(SHOP);
    project.kura(&["build"]).exits(0);
    project.write("kura.lock", "nonsense\n");
    let before = project.files();
    project.kura(&["build"]).exits(2).says("cannot understand");
    assert_eq!(project.files(), before);
}

#[test]
fn errors_write_nothing() {
    let project = Project::new(&SHOP.replace("10.0.0.0/24", "192.168.0.0/24"));
    let before = project.files();
    project.kura(&["build"]).exits(1).says("error[subnet-outside-vpc]").says("kura.toml:10:");
    project.kura(&["check"]).exits(1);
    project.kura(&["diff"]).exits(2);
    assert_eq!(project.files(), before);
}

#[test]
fn what_is_no_toml_is_an_error() {
    Project::new("this is no toml").kura(&["check"]).exits(1).says("error[syntax]").says("kura.toml:1:6");
}

#[test]
fn what_is_no_utf_8_is_an_error() {
    let project = Project::new("");
    project.write("kura.toml", b"kura = 1\n# \xff\n");
    project.kura(&["build"]).exits(1).says("error[not-utf-8]").says("kura.toml:2:3");
}

#[test]
fn a_missing_path_is_trouble() {
    Project::new(SHOP).kura(&["check", "nowhere"]).exits(2).says("cannot read `nowhere`");
}

#[test]
fn a_folder_without_kura_toml_is_trouble() {
    let project = Project::new(SHOP);
    project.write("empty/file", "");
    project.kura(&["build", "empty"]).exits(2).says("there is no kura.toml in `empty`");
}

#[test]
fn an_output_path_that_leaves_the_project_is_an_error() {
    for path in ["../up", "/etc", "a/../../b"] {
        let project = Project::new(&format!("{SHOP}\n[outputs]\nterraform = \"{path}\"\n"));
        let before = project.files();
        project.kura(&["build"]).exits(1).says("error[invalid-value]").says(path);
        assert_eq!(project.files(), before);
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let project = Project::new(SHOP);
    let elsewhere = Project::new("");
    std::os::unix::fs::symlink(elsewhere.path(""), project.path("terraform")).unwrap();
    let before = (project.files(), elsewhere.files());
    project.kura(&["build"]).exits(1).says("symbolic link");
    assert_eq!((project.files(), elsewhere.files()), before);
}

#[test]
fn a_secret_is_refused_and_not_shown() {
    let secret = format!("https://hooks.slack.com/services/T000/B000/{}", "a1B2".repeat(6));
    let project = Project::new(&format!("{SHOP}\n[services.cache.env]\nHOOK = \"{secret}\"\n"));
    let run = project.kura(&["build"]);
    run.exits(1).says("error[literal-secret]");
    assert!(!run.stderr().contains(&secret));
}

#[test]
fn the_values_of_a_secret_in_ones_own_manifest_are_refused_and_not_shown() {
    let project = Project::new(&format!("{SHOP}\n[kubernetes]\nmanifests = [\"deploy/db.yaml\"]\n"));
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n";
    for (data, status) in [("stringData: {any: hunter2}\n", 1), ("data: {}\n", 0)] {
        project.write("deploy/db.yaml", format!("{secret}{data}"));
        let run = project.kura(&["build"]);
        assert!(!run.exits(status).stderr().contains("hunter2"), "{}", run.stderr());
        assert!(!project.kura(&["diff"]).stdout().contains("hunter2"));
    }
}

#[test]
fn schema_is_json() {
    let run = Project::new(SHOP).kura(&["schema"]);
    assert!(serde_json::from_str::<serde_json::Value>(&run.exits(0).stdout()).is_ok());
}

#[test]
fn version_and_help() {
    let project = Project::new(SHOP);
    assert!(project.kura(&["--version"]).exits(0).stdout().starts_with("kura "));
    project.kura(&["--help"]).exits(0);
    project.kura(&["nonsense"]).exits(2);
}

#[test]
fn outputs_must_not_stand_in_each_others_way() {
    for (path, says) in [
        ("kubernetes", "cannot be both a file and the folder of"),
        ("kubernetes/namespace.yaml", "two outputs are written to"),
        ("Kubernetes/Namespace.yaml", "are one file where case does not count"),
        ("kura.toml", "no output may be written to"),
        ("app/kura.toml", "no output may be written to"),
        (".git/hooks/pre-commit", "no output may be written to"),
        ("ci/.kura-0123456789abcdef", "no output may be written to"),
    ] {
        let project = Project::new(&format!("{SHOP}\n[jenkins]\n[outputs]\njenkinsfile = \"{path}\"\n"));
        let before = project.files();
        project.kura(&["build"]).exits(1).says("error[output-collision]").says(says);
        assert_eq!(project.files(), before);
    }
}

#[test]
fn explain_shows_one_rule_or_lists_all() {
    let project = Project::new(SHOP);
    assert!(
        project
            .kura(&["explain", "subnet-outside-vpc"])
            .exits(0)
            .stdout()
            .starts_with("# subnet-outside-vpc")
    );
    assert!(project.kura(&["explain"]).exits(0).stdout().contains("subnet-outside-vpc"));
    let json = project.kura(&["explain", "--format", "json"]).exits(0).stdout();
    assert!(serde_json::from_str::<serde_json::Value>(&json).unwrap()[0]["summary"].is_string());
    project.kura(&["explain", "subnet-outside-vcp"]).exits(2).says("did you mean `subnet-outside-vpc`?");
}

#[test]
fn checks_change_the_severity_of_a_rule() {
    let outside = SHOP.replace("10.0.0.0/24", "192.168.0.0/24");
    let with = |setting: &str| Project::new(&format!("{outside}\n[checks.rules]\n{setting}\n"));
    with("subnet-outside-vpc = \"warning\"").kura(&["check"]).exits(0).says("warning[subnet-outside-vpc]");
    with("subnet-outside-vpc = { severity = \"allow\", reason = \"a test\" }").kura(&["check"]).exits(0);
    with("subnet-outside-vpc = { severity = \"allow\" }")
        .kura(&["check"])
        .exits(1)
        .says("`reason` is missing");
    with("subnet-outside-vpc = { severity = \"allow\", reason = \"x\", at = [\"network.subnets\"] }")
        .kura(&["check"])
        .exits(0);
    with("subnet-outside-vpc = { severity = \"allow\", reason = \"x\", at = [\"services.cache\"] }")
        .kura(&["check"])
        .exits(1);
    with("subnet-outside-vcp = \"warning\"")
        .kura(&["check"])
        .exits(1)
        .says("did you mean `subnet-outside-vpc`?");
    with("unknown-key = \"warning\"").kura(&["check"]).exits(1).says("cannot be changed");
}

#[test]
fn two_projects_are_never_written_into_one_folder() {
    let project = Project::new(SHOP);
    project.write("a/kura.toml", SHOP).write("b/kura.toml", SHOP);
    let before = project.files();
    project.kura(&["build", "a", "b", "--out", "o"]).exits(2).says("would be written there");
    assert_eq!(project.files(), before);
}

#[test]
fn a_diff_of_several_projects_says_whose_each_file_is() {
    let project = Project::new(SHOP);
    project.write("z/kura.toml", SHOP);
    let diff = project.kura(&["diff"]).exits(1).stdout();
    assert!(diff.contains("+++ b/terraform/versions.tf") && diff.contains("+++ b/z/terraform/versions.tf"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_trouble() {
    let project = Project::new(SHOP);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run =
        std::process::Command::new(env!("CARGO_BIN_EXE_kura")).arg("schema").stdout(full).status().unwrap();
    assert_eq!(run.code(), Some(2));
    project.kura(&["schema"]).exits(0);
}

#[test]
fn a_great_many_findings_are_not_all_shown() {
    let keys = (0..5000).map(|number| format!("k{number} = 1")).collect::<Vec<_>>().join("\n");
    let run = Project::new(&format!("{keys}\n{SHOP}")).kura(&["check"]);
    run.exits(1).says("4800 findings more;").says("5000 errors");
}
