//! No input makes kura panic.

use std::collections::BTreeSet;
use std::fs;

use kura::diagnostic::{fixed, render};
use kura::semantic;
use kura::span::Source;
use kura::value::{FromText, ProjectPath};
use proptest::prelude::*;

use crate::examples::examples;
use crate::project::Project;

/// Compiles a text and shows what is found, as the command line would.
pub(crate) fn survives(text: &str) {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let files = ["Dockerfile", "backend/requirements.txt", "frontend/package-lock.json"];
    let repository: BTreeSet<_> = files.iter().map(|file| ProjectPath::from_text(file).unwrap()).collect();
    let compiled = kura::compile(&source, &repository, None);
    // The command line shows no more either.
    render(&compiled.shown, compiled.diagnostics.iter().take(200)).for_each(drop);
    let (text, count) = fixed(&source.text, &compiled.diagnostics);
    if count > 0 {
        let mended = kura::compile(&Source { text, ..source }, &repository, None);
        let broken =
            mended.diagnostics.iter().find(|found| ["syntax", "duplicate-key"].contains(&found.rule));
        assert!(broken.is_none(), "a fix leaves no TOML: {broken:?}");
    }
    assert!(compiled.files.is_some() || !compiled.diagnostics.is_empty(), "refused without a word");
}

fn example() -> impl Strategy<Value = String> {
    let texts = examples().into_iter().map(|folder| fs::read_to_string(folder.join("kura.toml")).unwrap());
    proptest::sample::select(texts.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn an_example_with_a_piece_replaced(text in example(), at in any::<prop::sample::Index>(), length in 0..40_usize, piece in ".{0,12}") {
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        survives(&format!("{}{piece}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn an_example_without_a_character(text in example(), at in any::<prop::sample::Index>()) {
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary(start + 1);
        survives(&format!("{}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn an_example_without_a_line(text in example(), at in any::<prop::sample::Index>()) {
        let lines: Vec<_> = text.lines().collect();
        let gone = at.index(lines.len());
        let rest: Vec<_> = lines.iter().enumerate().filter(|(index, _)| *index != gone).map(|(_, line)| *line).collect();
        survives(&rest.join("\n"));
    }
}

/// Bytes of the longest texts: ten megabytes, and a tenth of it where the compiler has not been asked to be quick.
const MOST_BYTES: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };

/// A piece repeated, numbered, until the text is that long.
fn repeated(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::from("kura = 1\n[project]\nname = \"shop\"\n");
    let mut number = 0;
    while text.len() < MOST_BYTES {
        text += &piece(number);
        number += 1;
    }
    text
}

/// What takes time in proportion to the square of its length would not end here before the limit.
fn survives_in_time(text: &str) {
    let start = std::time::Instant::now();
    survives(text);
    let seconds = start.elapsed().as_secs();
    assert!(seconds < 120, "{seconds} s for {} bytes", text.len());
}

/// A million of them, where the compiler has been asked to be quick.
#[test]
fn many_keys() {
    survives_in_time(&repeated(|number| format!("k{number}=1\n")));
}

#[test]
fn many_services_with_a_mistake_each() {
    survives_in_time(&repeated(|number| format!("[services.s{number}]\nimage = \"nope\"\nport = 0\n")));
}

#[test]
fn many_references_to_one_table() {
    survives_in_time(&repeated(|number| {
        format!("[services.s{number}]\nimage = \"a/b:1\"\nenv = {{ A = {{ secret = \"x\" }} }}\n")
    }));
}

#[test]
fn one_long_text() {
    survives_in_time(&format!("kura = 1\nx = \"{}\"", "A1b/".repeat(MOST_BYTES / 4)));
}

#[test]
fn one_long_text_of_assignments() {
    for piece in ["A=", "A_TOKEN=", " docker login -p x"] {
        survives_in_time(&format!("kura = 1\nx = \"{}\"", piece.repeat(MOST_BYTES / piece.len())));
    }
}

#[test]
fn one_long_line_of_brackets_and_commas() {
    survives_in_time(&format!("kura = 1\nx = [{}]", "[1, {a = 2}], ".repeat(MOST_BYTES / 14)));
}

#[test]
fn deep_nesting() {
    survives(&"[".repeat(10_000));
    survives(&format!("a = {}", "[".repeat(10_000)));
    survives(&format!("a = {}", "{ a = ".repeat(10_000)));
}

/// How many things a text has, and four times as many; more where the compiler has been asked to be quick.
const FEW: usize = if cfg!(debug_assertions) { 100 } else { 500 };

/// Nanoseconds that this thread has run, which other processes do not change; the clock where that is not known.
fn spent() -> u128 {
    let known = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let known = known.and_then(|text| text.split_whitespace().next()?.parse().ok());
    known.unwrap_or_else(|| std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos())
}

/// Fails if work takes more than `most` times as long with `larger` as with `smaller`, at its best of three.
fn grows_at_most<T>(most: u128, smaller: &T, larger: &T, work: impl Fn(&T)) {
    let best = |input: &T| {
        let run = |_| {
            let start = spent();
            work(input);
            spent() - start
        };
        (0..3).map(run).min().unwrap()
    };
    let (small, large) = (best(smaller), best(larger));
    assert!(
        large < most * small,
        "{large} ns instead of {small} ns, which is more than {most} times as much"
    );
}

/// Four times as much takes four times as long; with its square it would be sixteen times.
fn is_linear(text: impl Fn(usize) -> String) {
    grows_at_most(9, &text(FEW), &text(4 * FEW), |text| survives(text));
}

const HEAD: &str = "kura = 1\n[project]\nname = \"shop\"\n";

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

#[test]
fn unknown_rules_are_linear() {
    is_linear(|count| {
        format!(
            "{HEAD}[checks.rules]\n{}",
            numbered(10 * count, |n| format!("single-replika-{n} = \"allow\"\n"))
        )
    });
}

#[test]
fn wrong_keys_are_linear() {
    is_linear(|count| format!("{HEAD}{}", numbered(20 * count, |n| format!("nettwork{n} = 1\n"))));
}

/// The text of a project in which everything refers to something, and whose stages wait for each other.
fn project(count: usize) -> String {
    let next = |n: usize| (n + 1) % count;
    let services = numbered(count, |n| {
        format!(
            "[services.s{n}]\nimage = \"a/b:1\"\nport = 8080\nhealth = \"/\"\nuses = [\"s{}\"]\nenv = {{ A = {{ secret = \"k{n}\", key = \"v\" }} }}\n[ingresses.i{n}]\nhost = \"h{n}.example.com\"\nroutes = {{ \"/\" = \"s{n}\" }}\n",
            next(n)
        )
    });
    let secrets = numbered(count, |n| format!("k{n} = {{ kubernetes = \"k{n}\", keys = [\"v\"] }}\n"));
    let agents = "[jenkins.agents.a]\ntools = [\"kubectl\"]\n";
    format!("{HEAD}[secrets]\n{secrets}{services}{agents}[jenkins.stages]\n{}", stages(count))
}

/// Stages in a chain, of which the last in the file is the first to run.
fn stages(count: usize) -> String {
    numbered(count, |n| match n + 1 {
        last if last == count => format!("t{n} = {{ after = \"deploy\", sh = \"true\" }}\n"),
        next => format!("t{n} = {{ after = \"t{next}\", sh = \"true\" }}\n"),
    })
}

#[test]
fn a_project_is_linear() {
    is_linear(project);
}

#[test]
fn own_stages_are_linear() {
    let head =
        "[services.s]\nimage = \"a/b:1\"\n[jenkins.agents.a]\ntools = [\"kubectl\"]\n[jenkins.stages]\n";
    is_linear(|count| format!("{HEAD}{head}{}", stages(count)));
    let circle = |count| stages(count).replace("\"deploy\"", "\"t0\"");
    is_linear(|count| format!("{HEAD}{head}{}", circle(count)));
}

/// Each of 200 findings is drawn with what is near it, however long its line is.
#[test]
fn findings_in_a_long_line_do_not_wait_for_the_line() {
    let long = |padding: usize| {
        let keys = numbered(200, |n| format!("key{n} = 1, "));
        let network = format!("network = {{ {keys} last = \"{}\" }}\n", "a ".repeat(padding));
        let text = format!("kura = 1\n{network}[project]\nname = \"shop\"\n");
        let source = Source { path: "kura.toml".to_owned(), text };
        let compiled = kura::compile(&source, &BTreeSet::<ProjectPath>::new(), None);
        assert!(compiled.diagnostics.len() >= 200);
        compiled
    };
    grows_at_most(6, &long(10_000), &long(400_000), |compiled| {
        render(&compiled.shown, compiled.diagnostics.iter().take(200)).for_each(drop);
    });
}

/// The Terraform and the manifests of somebody who has chosen other names.
fn meant(count: usize, prefix: &str) -> [String; 2] {
    let terraform = numbered(count, |n| {
        format!(
            "resource \"aws_ecr_repository\" \"{prefix}{n}\" {{\n  name = \"r{n}\"\n}}\nresource \"aws_ecr_lifecycle_policy\" \"{prefix}{n}\" {{\n  repository = aws_ecr_repository.{prefix}{n}.name\n}}\n"
        )
    });
    let manifests = numbered(count, |n| {
        format!(
            "---\nkind: Service\nmetadata: {{name: {prefix}{n}}}\nspec:\n  selector: {{app: a{n}}}\n  ports: [{{name: http, port: 80, targetPort: http}}]\n---\nkind: Deployment\nmetadata: {{name: a{n}}}\nspec:\n  template:\n    metadata: {{labels: {{app: a{n}}}}}\n    spec:\n      containers:\n      - name: a\n        ports: [{{name: http, containerPort: 8080}}]\n"
        )
    });
    [terraform, manifests]
}

#[test]
fn comparing_objects_is_linear() {
    let paths = ["infra/main.tf", "kubernetes/all.yaml"].map(|path| ProjectPath::from_text(path).unwrap());
    let sides = |count| [meant(count, "old"), meant(count, "new")];
    grows_at_most(9, &sides(FEW), &sides(4 * FEW), |sides| {
        let [old, new] = sides.each_ref().map(|texts| {
            let text = |(path, text)| semantic::Text { path, text, stays: false };
            paths.iter().zip(texts.iter().map(String::as_str)).map(text).collect::<Vec<_>>()
        });
        let meaning = semantic::compare(&old, &new);
        assert!(meaning.not_understood.is_empty() && !meaning.moved.is_empty());
    });
}

/// kura reads what it wrote, also where that has more documents and bytes than a person's file may have.
#[test]
fn a_large_project_is_the_same_after_a_build() {
    let project = Project::new(&format!(
        "{HEAD}{}",
        numbered(1100, |n| {
            format!(
                "[services.s{n}]\nimage = \"ghcr.io/acme/s{n}:1.4\"\nport = 8080\nsecurity_context = {{ run_as_user = 1000 }}\n"
            )
        })
    ));
    project.kura(&["build"]).exits(0);
    assert!(project.read("kubernetes/deployments.yaml").len() > 1 << 20);
    project.kura(&["diff", "--semantic"]).exits(0);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let project = Project::new("");
    project.write("kura.toml", vec![b'\n'; (16 << 20) + 1]);
    project.kura(&["check", "--fix"]).exits(1).says("error[file-too-large]").says("16777217 bytes");
}
