//! A static site that no service runs.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "static-without-service",
    severity: Severity::Error,
    summary: "no service says on which port a static site listens",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura writes the configuration of nginx, and its port is the port of the one service that runs the image.

```toml fail
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"
```

```toml pass
[images.web]
context = "web"
runtime = "node:24"
static  = "dist"

[services.web]
image = "web"
port  = 8080
```

Add a service with this `image` and a `port`.
"#;
