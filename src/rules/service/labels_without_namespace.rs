//! Labels for a Namespace that kura does not write.
//!
//! Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "labels-without-namespace",
    severity: Severity::Error,
    summary: "labels are for a Namespace that kura does not write",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
With `create_namespace = false` the Namespace is somebody else's, and nothing would get the labels.

```toml fail
[kubernetes]
create_namespace = false
namespace_labels = { team = "web" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

```toml pass
[kubernetes]
namespace_labels = { team = "web" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
```

Remove `namespace_labels`, or `create_namespace = false`. `labels` go on every object that kura writes.
"#;
