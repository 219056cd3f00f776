//! `kura diff` for a person who has written Deployment 9 by hand, and for what comes after.

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

use crate::project::Project;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The example, with the files of `tests/adoption/deployment-9` laid over it.
fn by_hand() -> Project {
    let project = Project::new("");
    for folder in ["examples/deployment-9", "tests/adoption/deployment-9"] {
        let folder = root().join(folder);
        for entry in walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.unwrap()) {
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap();
                project.write(below, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    project
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => root().join("tests/adoption"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn each_true_difference_is_shown_once() {
    let project = by_hand();
    let before = project.files();
    snapshot("semantic", &project.kura(&["diff", "--semantic"]).exits(1).stdout());
    assert_eq!(project.files(), before);
}

#[test]
fn nothing_by_hand_is_left_once_kura_has_written_its_own() {
    let project = by_hand();
    let fixture = root().join("tests/adoption/deployment-9");
    for entry in walkdir::WalkDir::new(&fixture).into_iter().map(|entry| entry.unwrap()) {
        if entry.file_type().is_file() {
            std::fs::remove_file(
                project.path(entry.path().strip_prefix(&fixture).unwrap().to_str().unwrap()),
            )
            .unwrap();
        }
    }
    project.kura(&["build"]).exits(0);
    let said = project.kura(&["diff", "--semantic"]).exits(0).stdout();
    assert!(said.starts_with("0 objects differ, "), "{said}");
}

#[test]
fn json_says_the_same() {
    let project = by_hand();
    let json = project.kura(&["diff", "--semantic", "--format", "json"]).exits(1).stdout();
    let json: Json = serde_json::from_str(&json).unwrap();
    let text = project.kura(&["diff", "--semantic"]).stdout();
    let objects = json["semantic"]["objects"].as_array().unwrap();
    assert!(text.contains(&format!("\n{} objects differ", objects.len())));
    for object in objects {
        assert!(text.contains(object["object"].as_str().unwrap()), "{object}");
        assert!(object["changes"].as_array().is_some_and(|changes| !changes.is_empty()), "{object}");
    }
    let words = ["outage", "replacement", "rolling restart", "in place", "cosmetic"];
    let places: Vec<_> = objects
        .iter()
        .map(|object| words.iter().position(|word| object["consequence"] == *word).unwrap())
        .collect();
    assert!(places.is_sorted(), "the worst first");
    assert_eq!(json["summary"]["conflict"], 3);
    assert!(json["files"][0]["hunks"][0]["lines"][0]["text"].is_string());
}

#[test]
fn no_format_shows_a_secret() {
    let project = by_hand();
    for arguments in [
        &["diff"][..],
        &["diff", "--semantic"],
        &["diff", "--format", "json"],
        &["diff", "--semantic", "--format", "markdown"],
    ] {
        // A file at the very path of kura's, so that its lines are shown as well.
        let by_hand = project.read("KUBE_MANIFEST/backend-deployment.yaml");
        project.write("KUBE_MANIFEST/deployments.yaml", by_hand);
        let shown = project.kura(arguments).exits(1).stdout();
        assert!(!shown.contains("insecure-key"), "{arguments:?}");
        assert!(shown.contains("****"), "{arguments:?}");
    }
}

/// Lines that end as on old machines are lines for some, and the stars must not miss the secret for that.
#[test]
fn a_carriage_return_uncovers_no_secret() {
    let project = by_hand();
    project.write("KUBE_MANIFEST/deployments.yaml", "a\rb\rc\npassword: hunter2\nz\n");
    for format in ["text", "json", "markdown"] {
        let shown = project.kura(&["diff", "--format", format]).exits(1).stdout();
        assert!(!shown.contains("hunter2"), "{format}");
    }
}

#[test]
fn a_comment_fits_and_nothing_breaks_out_of_it() {
    let project = by_hand();
    let many = (0..3000)
        .map(|number| format!("# </details> ``` ```` @everyone <b> {number}\n"))
        .collect::<Vec<_>>()
        .concat();
    project.write("Dockerfile.backend", many);
    let comment = project.kura(&["diff", "--semantic", "--format", "markdown"]).exits(1).stdout();
    assert!(comment.chars().count() <= kura::diff::LIMIT);
    assert!(comment.contains("parts are left out"), "{}", &comment[comment.len() - 300..]);
    let mut fence: Option<&str> = None;
    let mut open = 0_i32;
    for line in comment.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(ticks) if line == ticks => fence = None,
            Some(_) => {}
            None if ticks >= 3 => fence = line.get(..ticks),
            None => {
                open += i32::try_from(line.matches("<details>").count()).unwrap();
                open -= i32::try_from(line.matches("</details>").count()).unwrap();
                assert!(!line.contains('@'), "{line}");
            }
        }
        assert!((0..=1).contains(&open), "{line}");
    }
    assert!(fence.is_none() && open == 0);
    snapshot("markdown", &by_hand().kura(&["diff", "--semantic", "--format", "markdown"]).stdout());
}

#[test]
fn the_order_of_consequences_stays_where_parts_are_left_out() {
    let comment = by_hand().kura(&["diff", "--semantic", "--format", "markdown"]).stdout();
    let place = |word: &str| comment.find(&format!("<b>{word}</b>")).unwrap();
    assert!(place("outage") < place("in place"));
}

/// What `git apply` makes of a diff is what `build` writes.
#[test]
fn git_applies_a_diff() {
    let project = Project::new(&std::fs::read_to_string(root().join("examples/minimal/kura.toml")).unwrap());
    for file in ["web/Dockerfile", "web/index.html"] {
        project.write(file, std::fs::read(root().join("examples/minimal").join(file)).unwrap());
    }
    let apply = |patch: &str| {
        project.write("patch", patch);
        let status = Command::new("git")
            .args(["apply", "--unsafe-paths", "patch"])
            .current_dir(project.path(""))
            .status();
        assert!(status.unwrap().success(), "{patch}");
    };
    apply(&project.kura(&["diff"]).exits(1).stdout());
    project.kura(&["build"]).exits(0).says("0 created, 0 updated");
    let toml = project.read("kura.toml").replace("name = \"", "name = \"x");
    project.write("kura.toml", toml);
    apply(&project.kura(&["diff"]).exits(1).stdout());
    project.kura(&["build"]).exits(0).says("0 created, 0 updated, 0 deleted");
}

#[test]
fn stat_counts_lines() {
    let project = by_hand();
    let said = project.kura(&["diff", "--stat"]).exits(1).stdout();
    assert!(said.contains(" conflict\n") && said.contains("0 unchanged"), "{said}");
    project.kura(&["diff", "--stat", "--semantic"]).exits(2);
}

#[test]
fn colours_mark_the_words_that_differ() {
    let project = by_hand();
    let coloured = Command::new(env!("CARGO_BIN_EXE_kura"))
        .arg("diff")
        .current_dir(project.path(""))
        .env_remove("NO_COLOR")
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    let coloured = String::from_utf8(coloured.stdout).unwrap();
    assert!(coloured.contains("\u{1b}[31m") && coloured.contains("\u{1b}[7m"), "{coloured}");
    assert!(!project.kura(&["diff"]).stdout().contains('\u{1b}'));
}
