//! How a Deployment replaces its pods says nothing to a StatefulSet.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "strategy-of-stateful-set",
    severity: Severity::Error,
    summary: "a key is for a Deployment, and this is a StatefulSet",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A StatefulSet, which a volume with a `size` makes, ends each pod before it starts its successor; `strategy`, `max_surge` and `max_unavailable` have no meaning for it.

```toml fail
[services.db]
image            = "mongo:8.0"
port             = 27017
security_context = { run_as_user = 999 }
volumes          = { data = { mount_path = "/data/db", size = "1Gi" } }
strategy         = "Recreate"
```

```toml pass
[services.db]
image            = "mongo:8.0"
port             = 27017
security_context = { run_as_user = 999 }
volumes          = { data = { mount_path = "/data/db", size = "1Gi" } }
```

Remove the key, or pin `kind = "Deployment"`.
"#;
