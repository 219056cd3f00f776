//! What machines read, what `--fix` does to a file, and what warnings and days do to the exit status.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::project::Project;

/// Several findings: with a label, a fix, a related place, and after characters of more than one byte.
const WRONG: &str = r#"kura = 1
[project]
name = "shop" # the online shop
region = "eu-west-1"
tags = { "größe" = 'x' }
[network]
cidr_block = "10.0.0.0/16"
nat_gateways = "none"
[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
b = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/25" }
c = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "192.168.0.0/24" }
[checks.rules]
subnet-outside-vpc = "warning"
"#;

/// Every kind of fix, with layout that must stay.
const FIXABLE: &str = r#"
kura = "1" # the language
[project]
  name   =  5	# a comment
region = "eu-west-1"
"tgas" = { "größe" = 'x' }
[network]
cidr_block   = '10.0.0.5/16'
nat_gateways = "nnoe"
[network.subnets]
a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
[servics.cache]
image = "redis:7.4"
port = "6379" # in quotes
security_context = { run_as_user = 999 }
[servics.other] # the same typo again
image = "redis:7.4"
security_context = { run_as_user = 999 }
env_from = ["shpo"]
[config_maps.shop]
data = { A = 1 }
[checks]
as_of = 2026-11-22
[checks.rules]
subnet-outside-vcp = "warning"
"#;

const FIXED: &[(&str, &str)] = &[
    (r#"kura = "1""#, "kura = 1"),
    ("  5\t", "  \"5\"\t"),
    (r#""tgas""#, "tags"),
    ("'10.0.0.5/16'", r#""10.0.0.0/16""#),
    ("nnoe", "none"),
    ("servics", "services"),
    (r#""6379""#, "6379"),
    ("shpo", "shop"),
    ("2026-11-22", r#""2026-11-22""#),
    ("outside-vcp", "outside-vpc"),
];

fn mended() -> String {
    FIXED.iter().fold(FIXABLE.to_owned(), |text, (wrong, right)| text.replace(wrong, right))
}

#[track_caller]
fn snapshot(name: &str, text: &str) {
    let text = text.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"[version]\"");
    insta::with_settings!({
        snapshot_path => "formats", prepend_module_to_snapshot => false, omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn one_file_in_each_format() {
    let project = Project::new(&WRONG.replace("nat_gateways = \"none\"", "nat_gateways = \"nnoe\""));
    let shape = project.kura(&["check"]);
    snapshot("shape.human", &shape.exits(1).stderr());
    assert_eq!(shape.stdout(), "");
    for format in ["json", "github"] {
        snapshot(&format!("shape.{format}"), &project.kura(&["check", "--format", format]).exits(1).stdout());
    }
    project.write("kura.toml", WRONG);
    snapshot("rules.human", &project.kura(&["check"]).exits(1).stderr());
    for format in ["json", "github"] {
        let run = project.kura(&["check", "--format", format]);
        snapshot(&format!("rules.{format}"), &run.exits(1).stdout());
        assert_eq!(run.stderr(), "");
    }
}

#[test]
fn sarif_is_valid_and_names_rules_places_and_fixes() {
    let project = Project::new(WRONG);
    project.write("fixable/kura.toml", FIXABLE);
    let mut document = parsed(&project.kura(&["check", "--format", "sarif"]).exits(1).stdout());
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/sarif-2.1.0-rtm.5.json");
    // A pattern of the schema is no regular expression of ECMA-262: a bracket closes none.
    let schema = fs::read_to_string(schema).unwrap().replace("{2}]?$", "{2}$");
    let validator = jsonschema::validator_for(&parsed(&schema)).unwrap();
    let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert_eq!(errors, [] as [String; 0]);
    let rules = document["runs"][0]["tool"]["driver"]["rules"].take();
    for result in document["runs"][0]["results"].as_array_mut().unwrap() {
        if let Some(index) = result.as_object_mut().unwrap().remove("ruleIndex") {
            let index = usize::try_from(index.as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
        }
    }
    snapshot("sarif", &format!("{document:#}"));
}

#[test]
fn a_document_without_findings_is_still_one() {
    let project = Project::new("kura = 1\n[project]\nname = \"shop\"\n");
    let json = parsed(&project.kura(&["check", "--format", "json"]).exits(0).stdout());
    assert_eq!(json, serde_json::json!({ "diagnostics": [], "summary": { "errors": 0, "warnings": 0 } }));
    let sarif = parsed(&project.kura(&["check", "--format", "sarif"]).exits(0).stdout());
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(project.kura(&["check", "--format", "github"]).exits(0).stdout(), "");
}

#[test]
fn one_document_holds_all_projects() {
    let project = Project::new(WRONG);
    project.write("z/kura.toml", "kura = 1\n").write("bytes/kura.toml", b"kura = 1\n# \xff\n");
    let json = parsed(&project.kura(&["check", "--format", "json"]).exits(1).stdout());
    let found: Vec<_> = json["diagnostics"].as_array().unwrap().iter().map(|found| &found["path"]).collect();
    assert!(found.is_sorted_by_key(|path| path.as_str().unwrap()), "{found:?}");
    assert!(
        found.iter().any(|path| *path == "z/kura.toml")
            && found.iter().any(|path| *path == "bytes/kura.toml")
    );
    let counted = ["errors", "warnings"].map(|count| json["summary"][count].as_u64().unwrap());
    assert_eq!(counted.iter().sum::<u64>(), found.len() as u64);
}

#[test]
fn no_format_shows_a_secret() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let near = token.replace("a1B2a1", "a1B3a1");
    let project = Project::new(&format!(
        "kura = 1\n[project]\nname = \"shop\"\nregion = \"{token}\"\n{token} = 1\n\
         [services.a]\nimage = \"{near}\"\n[images.{token}]\nimage = \"x:1\"\n"
    ));
    for format in ["human", "json", "sarif", "github"] {
        let run = project.kura(&["check", "--format", format]);
        run.exits(1);
        let shown = run.stdout() + &run.stderr();
        assert!(shown.contains("literal-secret") && !shown.contains("a1B2"), "{format}: {shown}");
    }
}

#[test]
fn fix_mends_what_is_certain_and_keeps_the_rest() {
    let project = Project::new("");
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    for (before, after) in [(FIXABLE.to_owned(), mended()), (windows(FIXABLE), windows(&mended()))] {
        project.write("kura.toml", before);
        project.kura(&["check", "--fix"]).exits(0).says("kura.toml: 11 fixes applied");
        assert_eq!(project.read("kura.toml"), after);
        project.kura(&["check", "--fix"]).exits(0).says("kura.toml: 0 fixes applied");
        assert_eq!(project.read("kura.toml"), after);
    }
    assert_eq!(project.files().len(), 1);
}

#[test]
fn fix_reports_what_is_left() {
    let project = Project::new(&FIXABLE.replace("[network]", "[network]\nzebra = 1"));
    let run = project.kura(&["check", "--fix", "--format", "json"]);
    let json = parsed(&run.exits(1).says("fixes applied").stdout());
    assert_eq!(json["diagnostics"][0]["rule"], "unknown-key");
    assert_eq!(json["diagnostics"][0]["fix"], Json::Null);
    assert_eq!(json["summary"]["errors"], 1);
}

#[test]
fn a_name_that_is_taken_is_no_fix() {
    let text =
        "kura = 1\n[project]\nname = \"shop\"\nnmae = \"other\"\n[servics]\na = {}\n[services]\nb = {}\n";
    let project = Project::new(text);
    project.kura(&["check", "--fix"]).exits(1).says("did you mean `name`?").says("0 fixes applied");
    assert_eq!(project.read("kura.toml"), text);
}

#[test]
fn a_key_that_names_something_is_not_written_twice() {
    // Where the name stands already, and where two would become it: the second stays.
    let sound = "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n";
    for (table, near, name) in [
        ("monitoring.alarms", ["nodenode_cpu", "node_cpuu"], "node_cpu"),
        ("cluster.addons", ["metrics-servr", "metric-server"], "metrics-server"),
        ("checks.rules", ["literal-secrt", "litral-secret"], "literal-secret"),
        ("jenkins.stages", ["unit_test", "unit_tsts"], "unit_tests"),
        ("jenkins.post", ["alwys", "allways"], "always"),
    ] {
        let value = match table {
            "jenkins.post" => "{ sh = \"true\" }",
            "checks.rules" => "\"error\"",
            _ => "true",
        };
        let cluster = if table == "cluster.addons" { "[cluster]\nversion = \"1.35\"\n" } else { "" };
        let fixed = |keys: [&str; 2]| {
            let lines = keys.map(|key| format!("{key} = {value}\n")).concat();
            let project = Project::new(&format!("{sound}{cluster}[{table}]\n{lines}"));
            project.kura(&["check", "--fix"]);
            project.read("kura.toml").matches(&format!("\n{name} = ")).count()
        };
        assert_eq!(fixed([near[0], name]), 1, "{table}: the name stands already");
        assert_eq!(fixed(near), 1, "{table}: two would become it");
    }
}

#[test]
fn fix_leaves_what_is_no_utf_8() {
    let project = Project::new("");
    project.write("kura.toml", b"kura = \"1\"\n# \xff\n");
    let before = project.files();
    project.kura(&["check", "--fix"]).exits(1).says("error[not-utf-8]");
    assert_eq!(project.files(), before);
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_follows_no_link_out() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (project, elsewhere) = (Project::new(FIXABLE), Project::new(FIXABLE));
    let mode = |path: &str| fs::metadata(project.path(path)).unwrap().permissions().mode() & 0o777;
    let set =
        |mode| fs::set_permissions(project.path("kura.toml"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o640);
    project.kura(&["check", "--fix"]).exits(0);
    assert_eq!(mode("kura.toml"), 0o640);
    project.write("kura.toml", FIXABLE);
    set(0o440);
    project.kura(&["check", "--fix"]).exits(2).says("read-only");
    fs::remove_file(project.path("kura.toml")).unwrap();
    symlink(elsewhere.path("kura.toml"), project.path("kura.toml")).unwrap();
    project.kura(&["check", "--fix"]).exits(2).says("symbolic link");
    assert_eq!(elsewhere.read("kura.toml"), FIXABLE);
    fs::remove_file(project.path("kura.toml")).unwrap();
    project.write("real.toml", FIXABLE);
    symlink("real.toml", project.path("kura.toml")).unwrap();
    project.kura(&["check", "--fix"]).exits(0);
    assert_eq!(project.read("real.toml"), mended());
    assert!(project.path("kura.toml").is_symlink());
}

#[test]
fn warnings_can_be_denied() {
    let warned: Vec<_> = WRONG.lines().filter(|line| !line.starts_with("b =")).collect();
    let project = Project::new(&warned.join("\n"));
    let before = project.files();
    project.kura(&["check"]).exits(0).says("warning[subnet-outside-vpc]");
    project.kura(&["check", "--deny-warnings"]).exits(1).says("kura.toml: 0 errors, ");
    project.kura(&["build", "--deny-warnings"]).exits(1);
    assert_eq!(project.files(), before);
    project.kura(&["build"]).exits(0);
    let json = project.kura(&["check", "--deny-warnings", "--format", "json"]).exits(1).stdout();
    assert_eq!(parsed(&json)["diagnostics"][0]["severity"], "warning");
}

#[test]
fn a_wrong_day_is_a_wrong_argument() {
    let project = Project::new("kura = 1\n[project]\nname = \"shop\"\n");
    for command in ["check", "build", "diff"] {
        project.kura(&[command, "--as-of", "2026-02-30"]).exits(2).says("`2026-02-30` is not a day");
    }
    project.kura(&["check", "--as-of", "2026-11-22"]).exits(0);
}
