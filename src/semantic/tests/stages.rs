//! Jenkinsfiles and Dockerfiles, which are compared by stage.

use super::{changes, compared, only, same};

#[test]
fn pipelines_and_images_are_compared_by_stage() {
    let pipeline = "pipeline {\n  agent any\n  stages {\n    stage('A') { steps { sh 'a' } }\n    stage('B') { steps { sh 'b' } }\n  }\n}\n";
    let again = "pipeline { // same\n agent any\n stages {\n stage(\"A\") {\n steps {\n sh(script: '''\n # why\n a\n ''')\n }\n }\n stage ( 'B' ) { steps { sh \"b\" } } } }";
    same("Jenkinsfile", pipeline, again);
    let (attribute, before, after, _) = only("Jenkinsfile", pipeline, &pipeline.replace("sh 'b'", "sh 'c'"));
    assert_eq!(
        (attribute.as_str(), before.as_str(), after.as_str()),
        ("steps", "[\"sh: b\"]", "[\"sh: c\"]")
    );
    let turned = pipeline
        .replace("'A'", "'x'")
        .replace("'B'", "'A'")
        .replace("'x'", "'B'")
        .replace("sh 'a'", "sh 'x'")
        .replace("sh 'b'", "sh 'a'")
        .replace("sh 'x'", "sh 'b'");
    assert_eq!(only("Jenkinsfile", pipeline, &turned).0, "order");
    let image = "FROM a:1 AS build\nRUN x \\\n  y\nFROM b:1\nCOPY --from=build /a /b\nEXPOSE 80\nCMD [\"a\", \"b\"]\n";
    same(
        "Dockerfile",
        image,
        "from  a:1 as BUILD\n\n# c\nrun x \\\n# c\n y\nfrom b:1\nexpose 80/tcp\ncopy --from=build /a /b\nCMD [\"a\",\"b\"]",
    );
    let (attribute, ..) = only("Dockerfile", image, &image.replace("b:1", "b:2"));
    assert_eq!(attribute, "FROM");
}

#[test]
fn stages_of_one_name_are_told_apart() {
    let stage = |name: &str, script: &str| format!("stage('{name}') {{ steps {{ sh '{script}' }} }}");
    let within = format!("stage('A') {{ stages {{ {} {} }} }}", stage("A", "in"), stage("A (2)", "number"));
    let stages = [stage("A", "1"), stage("A", "2"), stage("A", "3"), within].join("\n");
    let pipeline = format!("pipeline {{\n agent any\n stages {{\n{stages}\n}}\n}}\n");
    same("Jenkinsfile", &pipeline, &pipeline);
    let image = "FROM a:1 AS final\nFROM a:2 AS b\nFROM a:3 AS b\nFROM a:4 AS b\nFROM a:5\n";
    same("Dockerfile", image, image);
    assert_eq!(only("Dockerfile", image, &image.replace("a:4", "a:6")).0, "FROM");
}

/// A pipeline that runs a script, and the same script with another text in it.
fn scripts(script: &str, other: &str) -> (String, String) {
    let pipeline = |script: &str| {
        format!("pipeline {{\n stages {{ stage('A') {{ steps {{ sh '''{script}''' }} }} }}\n}}\n")
    };
    (pipeline(script), pipeline(other))
}

#[test]
fn what_a_shell_is_told_is_compared_as_it_reads_it() {
    for (script, other) in [
        ("# why\n  a   b \\\n    c\n", "a b c"),
        ("if x; then\n  y\nfi", "if x; then\ny\nfi"),
        ("cat <<EOF\na\nEOF\n", "cat  <<EOF\na\nEOF"),
    ] {
        let (before, after) = scripts(script, other);
        same("Jenkinsfile", &before, &after);
        same("x.sh", script, other);
    }
    for (script, other) in [
        ("echo 'a  b'", "echo 'a b'"),
        ("cat <<EOF\n# a\nEOF", "cat <<EOF\nEOF"),
        ("cat <<'EOF'\na:\n  b: 1\nEOF", "cat <<'EOF'\na:\nb: 1\nEOF"),
        ("echo '\n# a\n'", "echo '\n'"),
        ("#!/bin/sh\nx", "#!/bin/bash\nx"),
    ] {
        let (before, after) = scripts(script, other);
        let [found] = [compared("x.sh", script, other)].map(|meaning| meaning.differences.len());
        assert_eq!(found, 1, "{script}");
        if !script.contains('\'') && !script.starts_with("#!") {
            assert!(!changes("Jenkinsfile", &before, &after).is_empty(), "{script}");
        }
    }
}

#[test]
fn takes_time_in_proportion_to_the_text() {
    for (name, text) in [("x.sh", "'\n"), ("x.sh", "a \\\n"), ("x.sh", "<<A\n"), ("Dockerfile", "RUN a \\\n")]
    {
        same(name, &text.repeat(50_001), &text.repeat(50_001));
    }
}

#[test]
fn dockerfiles_are_compared_as_docker_reads_them() {
    for (image, again) in [
        ("ARG V=1\nFROM a:${V}\nRUN a \\ \n  b\n", "ARG  V=1\nFROM a:${V}\nRUN a b"),
        ("FROM a\nENV A=1 B='2 3'\nENV C=a\\ b\n", "FROM a\nENV A=1\nENV B=\"2 3\"\nENV C=\"a b\"\n"),
        ("FROM a\nRUN <<EOF\n# why\na\nEOF\n", "FROM a\nRUN <<EOF\na\nEOF\n"),
        ("\u{feff}FROM a\r\nUSER 1\r\n", "FROM a\nUSER 1\n"),
    ] {
        same("Dockerfile", &image.replace('\r', ""), again);
    }
    for (image, other) in [
        ("FROM a\nENV A=a\\ b\n", "FROM a\nENV A=a\\ c\n"),
        ("ARG V=1\nFROM a:${V}\n", "ARG V=2\nFROM a:${V}\n"),
        ("FROM a\nCOPY <<EOF /x\n# a\nEOF\n", "FROM a\nCOPY <<EOF /x\n# b\nEOF\n"),
        ("FROM a\nCOPY <<A <<B /x/\n1\nA\n2\nB\nUSER 1\n", "FROM a\nCOPY <<A <<B /x/\n1\nA\n3\nB\nUSER 1\n"),
        ("FROM a\nUSER 1\nRUN x\n", "FROM a\nRUN x\nUSER 1\n"),
        ("FROM a\nRUN echo 'a  b'\n", "FROM a\nRUN echo 'a b'\n"),
    ] {
        assert_eq!(compared("Dockerfile", image, other).differences.len(), 1, "{image}");
    }
}

#[test]
fn a_scripted_pipeline_has_stages_too() {
    let script = "node('docker') {\n  checkout scm\n  try {\n    stage('Test') { sh 'make test' }\n    stage('Push') { sh 'make push' }\n  } finally {\n    cleanWs()\n  }\n}\n";
    let declared = "pipeline {\n  agent any\n  stages {\n    stage('Test') { steps { sh 'make test' } }\n    stage('Push') { steps { sh 'make push' } }\n  }\n}\n";
    let (attribute, before, after, _) = only("Jenkinsfile", script, &script.replace("make push", "make all"));
    assert_eq!(
        (attribute.as_str(), before.as_str(), after.as_str()),
        ("steps", "[\"sh: make push\"]", "[\"sh: make all\"]")
    );
    let differing = compared("Jenkinsfile", script, declared).differences;
    let titles: Vec<_> = differing.iter().map(|found| found.title.as_str()).collect();
    assert_eq!(titles, ["pipeline"], "the stages do the same");
}
