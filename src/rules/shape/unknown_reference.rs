//! A name that nothing has.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unknown-reference",
    severity: Severity::Error,
    summary: "a name is used that is declared nowhere",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A bare word names a table of the same file; what exists elsewhere is written with punctuation, such as `redis:7.4`.

```toml fail
[services.web]
image            = "wbe"
port             = 8080
security_context = { run_as_user = 1000 }

[images.web]
context = "web"
runtime = "node:24"
command = ["node", "server.js"]
```

```toml pass
[services.web]
image            = "web"
port             = 8080
security_context = { run_as_user = 1000 }

[images.web]
context = "web"
runtime = "node:24"
command = ["node", "server.js"]
```

Correct the name, or declare what it names.
"#;
