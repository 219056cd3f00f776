//! A server block that does not listen where it is asked.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "nginx-config-mismatch",
    severity: Severity::Error,
    summary: "`nginx_config` does not listen on the port of the service",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The container would run, and no request would reach it.

Source: <https://nginx.org/en/docs/http/ngx_http_core_module.html#listen>

```toml fail
[images.web]
context      = "page"
runtime      = "nginx:1.30"
static       = "public"
nginx_config = "page/server.conf"

[services.web]
image = "web"
port  = 3000
```

```toml pass
[images.web]
context      = "page"
runtime      = "nginx:1.30"
static       = "public"
nginx_config = "page/server.conf"

[services.web]
image = "web"
port  = 8080
```

Let one `server` block listen on the port of the service, or change the port; braces must match.
"#;
