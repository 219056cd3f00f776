//! A proxy at `/`.
//!
//! Source: <https://nginx.org/en/docs/http/ngx_http_core_module.html#location>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "proxy-hides-site",
    severity: Severity::Error,
    summary: "a proxy passes every request on",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Every path begins with `/`: nothing would be left for the files of `static`.

```toml fail
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"
proxy   = { "/" = "api" }

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

Write a longer prefix, such as `/api/`.
"#;
