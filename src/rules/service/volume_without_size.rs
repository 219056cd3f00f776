//! A claim without a size.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "volume-without-size",
    severity: Severity::Error,
    summary: "a key describes a new claim, and there is none",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Only a volume with a `size` is a new claim. Without `size` it is an empty folder, which is gone with the pod, and that is hardly what the key was meant for.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.web.volumes]
data = { mount_path = "/data", storage_class = "ebs" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[services.web.volumes]
data = { mount_path = "/data" }
```

Add `size`, or remove the key.
"#;
