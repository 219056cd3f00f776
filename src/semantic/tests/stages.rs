//! Jenkinsfiles and Dockerfiles, which are compared by stage.

use super::{only, same};

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
