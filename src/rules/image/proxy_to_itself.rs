//! A proxy that leads back.
//!
//! Source: <https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "proxy-to-itself",
    severity: Severity::Error,
    summary: "a static site passes requests on to itself",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
nginx would pass the request to a pod with the same configuration, which passes it on again, until every connection is taken.

```toml fail
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"
proxy   = { "/api/" = "web" }

[services.web]
image = "web"
port  = 8080

[services.api]
image            = "ghcr.io/acme/api:1.4"
port             = 5000
security_context = { run_as_user = 1000 }
```

```toml pass
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"
proxy   = { "/api/" = "api" }

[services.web]
image = "web"
port  = 8080

[services.api]
image            = "ghcr.io/acme/api:1.4"
port             = 5000
security_context = { run_as_user = 1000 }
```

Name the service that answers these requests, or remove the prefix.
"#;
