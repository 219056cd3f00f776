//! Manifests that say the same, and manifests that do not.

use super::{SERVICE, SERVICE_AGAIN, changes, only, same};
use crate::tables::consequences::Consequence;

#[test]
fn defaults_written_out_and_names_of_ports_are_no_difference() {
    same("k/a.yaml", SERVICE, SERVICE_AGAIN);
    same("k/a.yaml", SERVICE_AGAIN, SERVICE);
}

#[test]
fn the_order_of_init_containers_has_a_meaning() {
    let pod = |names: [&str; 2]| {
        let items = names.map(|name| format!("  - name: {name}\n    image: i:1\n")).concat();
        format!("kind: Pod\nmetadata: {{name: a}}\nspec:\n  initContainers:\n{items}")
    };
    assert_eq!(only("k/a.yaml", &pod(["a", "b"]), &pod(["b", "a"])).0, "spec.initContainers.order");
    assert_eq!(only("k/a.yaml", &pod(["a", "b"]), &pod(["c", "b"])).0, "spec.initContainers[a].name");
}

#[test]
fn an_empty_thing_that_says_something_is_a_difference() {
    let with = |source: &str| {
        format!("kind: Pod\nmetadata: {{name: a}}\nspec:\n  volumes:\n  - name: v\n    {source}\n")
    };
    let (attribute, ..) =
        only("k/a.yaml", &with("hostPath: {path: /x}"), &with("hostPath: {path: /x}\n    emptyDir: {}"));
    assert_eq!(attribute, "spec.volumes[v].emptyDir");
}

#[test]
fn one_port_that_changes_is_one_difference() {
    let (attribute, before, after, _) =
        only("k/a.yaml", SERVICE, &SERVICE.replace("port: 80\n", "port: 81\n"));
    assert_eq!(
        (attribute.as_str(), before.as_str(), after.as_str()),
        ("spec.ports[80].port", "\"80\"", "\"81\"")
    );
}

#[test]
fn consequences_are_classed() {
    let image = SERVICE.replace("a:1", "a:2");
    assert_eq!(only("k/a.yaml", SERVICE, &image).3, Consequence::RollingRestart);
    let recreate = |text: &str| text.replace("  template:", "  strategy: {type: Recreate}\n  template:");
    assert_eq!(only("k/a.yaml", &recreate(SERVICE), &recreate(&image)).3, Consequence::Outage);
    let selector = SERVICE.replace("matchLabels: {app: a}", "matchLabels: {app: b}");
    assert_eq!(only("k/a.yaml", SERVICE, &selector).3, Consequence::Outage);
}

#[test]
fn of_an_object_that_is_written_twice_the_last_counts() {
    let map = |value: &str| format!("kind: ConfigMap\nmetadata: {{name: a}}\ndata: {{a: {value}}}\n");
    let twice = format!("{}---\n{}", map("x"), map("z"));
    same("k/a.yaml", &twice, &map("z"));
    assert_eq!(only("k/a.yaml", &twice, &map("x")).0, "data.a");
}

#[test]
fn anchors_merges_and_words_of_old_yaml_are_what_they_stand_for() {
    let by_hand = "x: &x\n  a: '1'\n---\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    metadata: {labels: &l {a: b}}\n    spec:\n      automountServiceAccountToken: no\n      containers:\n      - &c\n        name: a\n        image: >-\n          i:1\n      - <<: *c\n        name: b\n  selector: {matchLabels: *l}\n";
    let plain = "kind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      automountServiceAccountToken: false\n      containers: [{name: b, image: i:1}, {name: a, image: i:1}]\n";
    let found = changes("k/a.yaml", by_hand, plain);
    assert!(
        found.iter().all(|change| change.attribute.is_empty()),
        "only the document with the anchor goes: {found:#?}"
    );
}
