//! A word that a key does not take.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "unknown-value",
    severity: Severity::Error,
    summary: "a value is not one of the words that its key takes",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
The key takes one of a few words, spelt as in the target: `NodePort`, not `nodeport`.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_type     = "nodeport"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_type     = "NodePort"
```

Write one of the words that the message lists.
"#;
