//! Two routes for one path.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches>

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::{IngressBackend, Model};
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "route-twice",
    severity: Severity::Error,
    summary: "two routes of an ingress are for the same host and path",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
The load balancer takes one of them, and the other gets no request.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
host   = "shop.example.com"
routes = { "/" = "web", "shop.example.com/" = "web" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
host   = "shop.example.com"
routes = { "/" = "web" }
```

Remove one of them: a path without a host is a path of the ingress' `host`.
"#;

fn check(model: &Model, findings: &mut Findings) {
    for rule in model.ingresses.values().flat_map(|ingress| &ingress.rules) {
        let mut backends: Vec<&IngressBackend> = rule.paths.iter().collect();
        backends.sort_by_key(|backend| backend.span);
        let mut seen = BTreeMap::new();
        for backend in backends {
            if let Some(other) = seen.insert((&backend.path, backend.path_type), backend.span) {
                findings
                    .at(backend.span, format!("two routes are for `{}` of the same host", backend.path))
                    .related(other, "the other is here")
                    .help("remove one of them: a path without a host is a path of the ingress' `host`");
            }
        }
    }
}
