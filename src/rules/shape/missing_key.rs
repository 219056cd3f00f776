//! A key that is not there.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "missing-key",
    severity: Severity::Error,
    summary: "a table lacks a key that it needs",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
kura has a default for whatever has a good one; for what has none you have to say it.

```toml fail
[services.web]
port             = 8080
security_context = { run_as_user = 1000 }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
```

Add the key; the help shows an example.
"#;
