//! A selector must match its own pods only.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{Model, Pod, Service};
use crate::read::config::Text;
use crate::rules::rule::{Findings, Rule};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    name: "selector-matches-others",
    severity: Severity::Error,
    summary: "a service's selector matches the pods of another workload",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The Service then sends requests to pods of the other workload too, and the two Deployments fight over each other's pods.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
selector         = { tier = "front" }

[services.admin]
image            = "ghcr.io/acme/admin:1.4"
security_context = { run_as_user = 1000 }
labels           = { tier = "front" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
selector         = { tier = "front" }

[services.admin]
image            = "ghcr.io/acme/admin:1.4"
security_context = { run_as_user = 1000 }
labels           = { tier = "back" }
```

Add a label to the selector that only its own pods have, or remove the selector.
"#;

/// The pods of a workload, and all their labels.
struct Pods<'m> {
    key: &'m Text,
    pod: &'m Pod,
    /// The service that they belong to; those of a job have no selector.
    service: Option<&'m Service>,
    labels: BTreeMap<&'m str, &'m str>,
}

impl Pods<'_> {
    fn are_selected_by(&self, service: &Service) -> bool {
        let has = |(key, value): (&String, &String)| self.labels.get(key.as_str()) == Some(&value.as_str());
        service.selector.iter().all(has)
    }
}

fn check(model: &Model, findings: &mut Findings) {
    let services = model.services.values().map(|service| {
        let own = service.selector.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let labels = labels(model, &service.pod, own);
        Pods { key: &service.key, pod: &service.pod, service: Some(service), labels }
    });
    let jobs = model.jobs.values().map(|job| {
        let labels = labels(model, &job.pod, [("job", job.name())]);
        Pods { key: &job.key, pod: &job.pod, service: None, labels }
    });
    let pods: Vec<_> = services.chain(jobs).collect();
    let mut labelled = BTreeMap::<_, Vec<&Pods<'_>>>::new();
    for own in &pods {
        for (key, value) in &own.labels {
            labelled.entry((*key, *value)).or_default().push(own);
        }
    }
    for own in &pods {
        let Some(service) = own.service else { continue };
        let selector = service.selector.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        // Only pods with the rarest label can have them all.
        let rarest = selector.filter_map(|label| labelled.get(&label)).min_by_key(|pods| pods.len());
        // Where each matches the other, one finding is enough.
        let mutual = |other: &Pods<'_>| other.service.is_some_and(|other| own.are_selected_by(other));
        let once = |other: &Pods<'_>| own.key < other.key || !mutual(other);
        // Workloads of one name, the service itself among them, are the business of `name-twice`.
        let mut others = rarest.into_iter().flatten().filter(|other| other.pod.name() != service.name());
        if let Some(other) = others.find(|other| other.are_selected_by(service) && once(other)) {
            report(service, other.key, findings);
        }
    }
}

fn report(service: &Service, other: &Text, findings: &mut Findings) {
    findings
        .at(place(service), format!("the selector of `{}` matches the pods of `{other}`", service.key))
        .related(other.span, "its pods have these labels too")
        .help("add a label to the selector that only its own pods have, or remove the selector");
}

fn place(service: &Service) -> Span {
    let selector = service.open_tables.iter().find(|table| table.name == "selector");
    selector.and_then(|table| table.keys.first()).map_or(service.key.span, |key| key.span)
}

/// The labels of a workload's pods: those that it is known by come last.
fn labels<'m>(
    model: &'m Model,
    pod: &'m Pod,
    known_by: impl IntoIterator<Item = (&'m str, &'m str)>,
) -> BTreeMap<&'m str, &'m str> {
    let own = [
        ("app.kubernetes.io/name", pod.name()),
        ("app.kubernetes.io/part-of", model.project.name.as_str()),
        ("app.kubernetes.io/managed-by", "kura"),
    ];
    let written = model.kubernetes.labels.iter().chain(&pod.labels);
    let written = written.map(|(key, value)| (key.as_str(), value.as_str()));
    own.into_iter().chain(written).chain(known_by).collect()
}
