//! A value of the right type, but of no use.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "invalid-value",
    severity: Severity::Error,
    summary: "a value is written in a form that its key does not take",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
AWS, Kubernetes, Docker or Jenkins would refuse the value, or read something else from it: an address range without its size, a name with a blank, a port above 65535.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 80800
security_context = { run_as_user = 1000 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
```

Write the value in the form that the message shows.
"#;
