//! A static site that two services run.
//!
//! Source: <https://nginx.org/en/docs/http/ngx_http_core_module.html#listen>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "static-of-two-services",
    severity: Severity::Error,
    summary: "two services run the image of a static site",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura writes the configuration of nginx into the image, and its port is the port of the one service that runs it.

```toml fail
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"

[services.shop]
image = "web"
port  = 8080

[services.admin]
image = "web"
port  = 9090
```

```toml pass
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"

[services.shop]
image = "web"
port  = 8080

[services.admin]
image = "admin"
port  = 9090

[images.admin]
context    = "web"
dockerfile = "web/Dockerfile.admin"
runtime    = "node:24"
static     = "admin"
```

Give each service an image of its own; both may have the same `context`, with a `dockerfile` each.
"#;
