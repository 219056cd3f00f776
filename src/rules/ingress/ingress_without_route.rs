//! An ingress that leads nowhere.
//!
//! Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "ingress-without-route",
    severity: Severity::Error,
    summary: "an ingress has no route",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Kubernetes refuses an Ingress without a rule.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
health           = "/"

[ingresses.office]
scheme = "internal"
routes = {}
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

Add a route, such as `"/" = "web"`, or remove the ingress.
"#;
