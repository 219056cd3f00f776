//! A network policy lets a pod call only what it names.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation>

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::model::{Container, Model, Pod, Use};
use crate::rules::rule::{Findings, Rule};
use crate::value::host_port;

pub(super) const RULE: Rule = Rule {
    name: "undeclared-use",
    severity: Severity::Error,
    summary: "a workload is given the address of a service that it may not call",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Every pod is closed, but for what `uses`, ingresses and `egress` open: the connection would time out.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { CACHE_URL = "redis://cache:6379" }

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
uses             = ["cache"]
env              = { CACHE_URL = "redis://cache:6379" }

[services.cache]
image            = "redis:7.4"
port             = 6379
security_context = { run_as_user = 999 }
```

Name the service in `uses`; or switch the policies off with `kubernetes.network_policies = false`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    if !model.kubernetes.network_policies {
        return;
    }
    let hosts = model.hosts();
    for pod in model.pods() {
        let mut told = BTreeSet::new();
        for (text, span) in pod.containers().flat_map(Container::texts) {
            let host = host_port(text).and_then(|(host, _)| model.service_name(host));
            let Some(service) = host.and_then(|host| hosts.get(host)) else { continue };
            let itself = service.name() == pod.name();
            if !itself && !uses(pod, &service.key) && told.insert(service.key.as_str()) {
                findings
                    .at(span, format!("`{}` may not call `{}`", pod.name(), service.key))
                    .related(pod.container.name.span, "this workload does not name it in `uses`")
                    .help(format!("add `uses = [\"{}\"]`", service.key));
            }
        }
    }
}

fn uses(pod: &Pod, key: &str) -> bool {
    pod.uses.iter().any(|used| matches!(used, Use::Service(name) if name.value == key))
}
