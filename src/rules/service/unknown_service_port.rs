//! A Service answers at its own ports only.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};
use crate::value::host_port;

pub(super) const RULE: Rule = Rule {
    name: "unknown-service-port",
    severity: Severity::Warning,
    summary: "a variable names a port that the Service does not have",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A Service answers only at the ports it has: a connection to another one waits until it times out.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
uses             = ["cache"]
env              = { CACHE_URL = "redis://cache:6380" }

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

Write the port of the Service (`service_port`), not that of the container.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let hosts = model.hosts();
    for (text, span) in model.texts() {
        let Some((host, Some(port))) = host_port(text) else { continue };
        let Some(service) = model.service_name(host).and_then(|name| hosts.get(name)) else { continue };
        if service.ports.iter().any(|known| known.service_port.number() == port) {
            continue;
        }
        let ports: Vec<_> = service.ports.iter().map(|port| port.service_port.to_string()).collect();
        findings
            .at(span, format!("the Service `{host}` has no port {port}"))
            .related(service.key.span, format!("it has {}", ports.join(", ")))
            .help(format!("write `{host}:{}`", ports.first().map_or("...", String::as_str)));
    }
}
