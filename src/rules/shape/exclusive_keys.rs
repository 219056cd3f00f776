//! Two keys that say different things about one matter.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "exclusive-keys",
    severity: Severity::Error,
    summary: "two keys of a table exclude each other",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Both keys answer the same question, and only one answer can be put into the output.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
ports            = { metrics = 9090 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
ports            = { http = 8080, metrics = 9090 }
security_context = { run_as_user = 1000 }
```

Keep one of the two.
"#;
