//! A credential of the wrong kind.
//!
//! Source: <https://www.jenkins.io/doc/pipeline/steps/credentials-binding/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "wrong-credential-kind",
    severity: Severity::Error,
    summary: "a credential is of another kind than is needed",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A Jenkins credential is a text, a file, a key or a user with a password, and each is bound by a step of its own: the pipeline would stop at that step.

```toml fail
[secrets]
hook = { jenkins = "hook", kind = "ssh_key" }

[notifications.slack]
webhook = "hook"

[jenkins]

[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
```

```toml pass
[secrets]
hook = { jenkins = "hook", kind = "text" }

[notifications.slack]
webhook = "hook"

[jenkins]

[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }
```

Name another secret, or correct its `kind`.
"#;
