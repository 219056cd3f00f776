//! What is no difference, and that every difference is found.

mod examples;
mod kubernetes;
mod random;
mod secrets;
mod stages;
mod terraform;

use super::{Change, Meaning, Text, compare};
use crate::tables::consequences::Consequence;
use crate::value::{FromText, ProjectPath};

fn path(text: &str) -> ProjectPath {
    ProjectPath::from_text(text).unwrap()
}

fn compared(name: &str, before: &str, after: &str) -> Meaning {
    let path = path(name);
    let text = |text| Text { path: &path, text, stays: false };
    compare(&[text(before)], &[text(after)])
}

fn changes(name: &str, before: &str, after: &str) -> Vec<Change> {
    let meaning = compared(name, before, after);
    assert!(meaning.not_understood.is_empty(), "{:?}", meaning.not_understood);
    meaning.differences.into_iter().flat_map(|found| found.changes).collect()
}

/// The only change, as its attribute, its values and its consequence.
fn only(name: &str, before: &str, after: &str) -> (String, String, String, Consequence) {
    let changes = changes(name, before, after);
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    let shown =
        |value: &Option<serde_json::Value>| value.as_ref().map_or_else(String::new, ToString::to_string);
    (change.attribute.clone(), shown(&change.before), shown(&change.after), change.consequence)
}

fn same(name: &str, before: &str, after: &str) {
    let changes = changes(name, before, after);
    assert!(changes.is_empty(), "{changes:#?}");
}

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector: {app: a}\n  ports:\n  - port: 80\n    targetPort: http\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec:\n      containers:\n      - name: a\n        image: a:1\n        ports: [{name: http, containerPort: 8080}]\n        resources: {requests: {cpu: 1000m}, limits: {memory: 1024Mi}}\n        livenessProbe: {tcpSocket: {port: http}}\n";

const SERVICE_AGAIN: &str = "# the other way round\nkind: Deployment\napiVersion: \"apps/v1\"\nmetadata:\n    name: a\n    namespace: default\n    annotations: {}\nspec:\n    replicas: 1\n    strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}\n    template:\n        spec:\n            restartPolicy: Always\n            containers:\n                - image: 'a:1' # pinned\n                  imagePullPolicy: IfNotPresent\n                  name: a\n                  resources:\n                      limits: {memory: 1Gi}\n                      requests: {memory: 1Gi, cpu: 1}\n                  livenessProbe:\n                      periodSeconds: 10\n                      tcpSocket: {port: 8080}\n                  ports:\n                      - containerPort: 8080\n                        protocol: TCP\n                        name: http\n        metadata:\n            creationTimestamp: null\n            labels:\n                app: a\n    selector:\n        matchLabels:\n            app: a\nstatus: {replicas: 1}\n---\nkind: Service\napiVersion: v1\nmetadata: {name: a, uid: x}\nspec:\n    type: ClusterIP\n    ports: [{port: \"80\", protocol: TCP, targetPort: 8080}]\n    selector:\n        app: a\n";

#[test]
fn what_is_not_understood_is_said_and_nothing_fails() {
    for (name, text) in [
        ("k/a.yaml", "a: {{ .Values.x }}\n"),
        ("k/a.yaml", "a: 1\na: 2\n"),
        ("k/a.yaml", "a: &x [*x]\n"),
        ("k/a.yaml", "\t- :"),
        ("t/a.tf", "resource \"x\" {"),
        ("t/a.tf", "a = <<EOF\nx"),
        ("a.json", "{"),
        ("Jenkinsfile", "pipeline { stage('x) }"),
    ] {
        let meaning = compared(
            name,
            text,
            match name {
                "k/a.yaml" => SERVICE,
                "a.json" => "{}",
                _ => "",
            },
        );
        assert_eq!(meaning.not_understood.len(), 1, "{text}");
        assert!(!meaning.is_empty());
    }
}

#[test]
fn a_file_that_stays_says_what_is_there_twice_and_what_is_left_alone() {
    let (own, other) = (path("k/a.yaml"), path("k/by-hand.yaml"));
    let by_hand = format!("{SERVICE}---\nkind: IngressClass\nmetadata: {{name: alb}}\n");
    let before = [
        Text { path: &own, text: SERVICE, stays: false },
        Text { path: &other, text: &by_hand, stays: true },
    ];
    let meaning = compare(&before, &[Text { path: &own, text: SERVICE, stays: false }]);
    assert!(meaning.is_empty());
    assert_eq!((meaning.twice.len(), meaning.left_alone.len(), meaning.same), (2, 1, 2));
}
