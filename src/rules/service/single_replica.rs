//! One pod is none while its node is replaced.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/disruptions/>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{ContainerImage, Model, VolumeSource};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "single-replica",
    severity: Severity::Warning,
    summary: "a service that is reached from outside has one replica",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
While its node is drained for an update, or after it crashed, nobody answers: the users see 503 until the one pod runs again.

```toml fail
[images.web]
context = "hand-written"

[services.web]
image    = "web"
port     = 8080
health   = "/"
replicas = 1

[ingresses.shop]
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555" }
routes = { "/" = "web" }
```

```toml pass
[images.web]
context = "hand-written"

[services.web]
image    = "web"
port     = 8080
health   = "/"
replicas = 2

[ingresses.shop]
tls    = { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555" }
routes = { "/" = "web" }
```

Remove `replicas`: two are the default.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let routed = routed(model);
    for service in model.services.values().filter(|service| service.replicas.value == 1) {
        // Who names a public image or mounts a claim has often no choice.
        let built = matches!(service.pod.container.image, ContainerImage::Built(_));
        let free = service.pod.volumes.values().all(|volume| matches!(volume.source, VolumeSource::EmptyDir));
        if built && free && routed.contains(service.key.as_str()) {
            findings
                .at(service.replicas.span, format!("`{}` has one replica", service.key))
                .label("nobody answers while its node is replaced")
                .help(if service.autoscaling.is_some() {
                    "write `min_replicas = 2`, and a `max_replicas` above it"
                } else {
                    "write 2, or remove the key"
                });
        }
    }
}

/// Keys of the services that an ingress sends requests to.
fn routed(model: &Model) -> BTreeSet<&str> {
    let rules = model.ingresses.values().flat_map(|ingress| &ingress.rules);
    rules.flat_map(|rule| &rule.paths).map(|path| path.service.as_str()).collect()
}
