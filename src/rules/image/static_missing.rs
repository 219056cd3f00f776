//! An nginx without a site.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "static-missing",
    severity: Severity::Error,
    summary: "nginx has no folder to serve",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`proxy` and `nginx_config` tell the nginx that serves `static` what to do, and the runtime `nginx` is one. Without `static` there is nothing to serve.

```toml fail
[images.web]
context = "web"
runtime = "node:24"
command = ["node", "server.js"]
proxy   = { "/api/" = "api" }

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

Add `static`, the folder that the build makes, or remove the key.
"#;
