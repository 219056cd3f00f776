//! A key about a port that is not there.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "port-missing",
    severity: Severity::Error,
    summary: "a key describes a port of a service that has none",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Without a port there is no Service in Kubernetes, and the key would have no effect.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
service_name     = "store"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
service_name     = "store"
```

Add `port`, or remove the key.
"#;
