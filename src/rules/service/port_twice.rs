//! Two ports with one number.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "port-twice",
    severity: Severity::Error,
    summary: "two ports of a service are the same",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Kubernetes refuses a Service with two ports of the same number and protocol.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { http = 8080, admin = 8080 }
security_context = { run_as_user = 1000 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { http = 8080, admin = { port = 8080, service_port = 8081 } }
security_context = { run_as_user = 1000 }
```

Give one of them another `service_port`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for service in model.services.values() {
        let mut seen = BTreeMap::new();
        for port in &service.ports {
            if let Some(other) = seen.insert((port.service_port, port.protocol), port) {
                let message =
                    format!("`{}` and `{}` are the same port of the Service", other.name, port.name);
                findings
                    .at(port.span, message)
                    .related(other.span, "the other is here")
                    .help("give one of them another `service_port`");
            }
        }
    }
}
