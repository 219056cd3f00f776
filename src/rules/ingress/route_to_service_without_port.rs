//! A route to a service that does not listen.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "route-to-service-without-port",
    severity: Severity::Error,
    summary: "a route leads to a service that has no port",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A service without a port has no Service in Kubernetes, so nothing can be routed to it.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[ingresses.office]
scheme = "internal"
routes = { "/" = "web" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
routes = { "/" = "web" }
```

Add `port` to the service, or remove the route.
"#;
