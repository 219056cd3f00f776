//! One name for two things.
//!
//! Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names>

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::model::{Model, MountedFile};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    name: "name-twice",
    severity: Severity::Error,
    summary: "two objects or containers have one name",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
In a namespace a name belongs to one Deployment and one Service, in a pod to one container and one volume: the second would replace the first, or be refused.

```toml fail
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.one]
name = "web"

[services.two]
name = "web"
```

```toml pass
[defaults.services]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.one]
name = "web"

[services.two]
name = "web-two"
```

Choose another name for one of them.
"#;

fn check(model: &Model, findings: &mut Findings) {
    workloads(model, findings);
    network_services(model, findings);
    made_by_kura(model, findings);
    for pod in model.pods() {
        for init in pod.init_containers.iter().filter(|init| *init.name == *pod.container.name) {
            findings
                .at(init.name.span, format!("the main container is called `{}` too", init.name))
                .help("choose another name for the init container");
        }
        for volume in pod.volumes.values() {
            if volume.name.value == "tmp" && volume.mount_path.trim_end_matches('/') != "/tmp" {
                findings
                    .at(volume.name.span, "the volume `tmp` is the one that every pod has at `/tmp`")
                    .help("choose another name, or mount it at `/tmp`");
            }
        }
    }
}

fn workloads(model: &Model, findings: &mut Findings) {
    let names = model.pods().map(|pod| &pod.container.name).collect();
    for (name, first) in repeated(names) {
        findings
            .at(name.span, format!("two workloads have the name `{name}`"))
            .related(first, "the other is here")
            .help("choose another name for one of them");
    }
}

/// Where both Services are called as their workloads, that is one mistake, and reported there.
fn network_services(model: &Model, findings: &mut Findings) {
    let names = model.services.values().filter_map(|service| Some(&service.network_service.as_ref()?.name));
    let names: Vec<_> = names.collect();
    let workloads: BTreeSet<Span> =
        model.services.values().map(|service| service.pod.container.name.span).collect();
    for (name, first) in repeated(names) {
        if !workloads.contains(&name.span) || !workloads.contains(&first) {
            findings
                .at(name.span, format!("two services give their Service the name `{name}`"))
                .related(first, "the other is here")
                .help("choose another name for one of them");
        }
    }
}

/// The names that an earlier one repeats, each with the place of that.
fn repeated(mut names: Vec<&Text>) -> Vec<(&Text, Span)> {
    names.sort_by_key(|name| name.span);
    let mut seen = BTreeMap::new();
    names.into_iter().filter_map(|name| Some((name, seen.insert(name.as_str(), name.span)?))).collect()
}

/// Names of objects that kura makes beside those that have a name of the user's.
fn made_by_kura(model: &Model, findings: &mut Findings) {
    let hosts = model.hosts();
    for service in model.services.values().filter(|service| service.is_stateful_set()) {
        let name = service.governing_service();
        if let Some(other) = hosts.get(name.as_str()).filter(|other| other.key != service.key) {
            findings
                .at(other.key.span, format!("the Service `{name}` is that of the pods of `{}`", service.key))
                .related(service.key.span, "a StatefulSet needs it")
                .help("choose another `service_name`");
        }
    }
    for pod in model.pods().filter(|pod| pod.files.iter().any(MountedFile::is_of_repository)) {
        if let Some(map) = model.config_maps.get(&pod.files_config_map()) {
            findings
                .at(
                    map.name.span,
                    format!("the ConfigMap `{}` holds the `files` of `{}`", map.name, pod.name()),
                )
                .help("choose another name for the config map");
        }
    }
}
