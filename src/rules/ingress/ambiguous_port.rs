//! A port that is one of several.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "ambiguous-port",
    severity: Severity::Error,
    summary: "it is not said which port of a service is meant",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Where a service has several ports, kura does not choose one of them.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { http = 8080, metrics = 9090 }
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
routes = { "/" = "web" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { http = 8080, metrics = 9090 }
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
routes = { "/" = { service = "web", port = "http" } }
```

Name the port: `{ service = "web", port = "http" }`. A `proxy` of an image needs a service with one port.
"#;
