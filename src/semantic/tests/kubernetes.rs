//! Manifests that say the same, and manifests that do not.

use super::{SERVICE, SERVICE_AGAIN, only, same};
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
