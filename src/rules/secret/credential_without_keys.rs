//! A Secret that the pipeline fills, without names for what it puts there.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/secret/>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "credential-without-keys",
    severity: Severity::Error,
    summary: "the pipeline does not know which keys of a Secret to fill",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A secret with `jenkins` and `kubernetes` is copied by the deploy stage: a text, a file or a key into one key of the Secret, user and password into two.

```toml fail
[secrets.login]
jenkins    = "db-login"
kind       = "username_password"
kubernetes = "db-login"
keys       = ["password"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DB_PASSWORD = { secret = "login", key = "password" } }
```

```toml pass
[secrets.login]
jenkins    = "db-login"
kind       = "username_password"
kubernetes = "db-login"
keys       = ["username", "password"]

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env              = { DB_PASSWORD = { secret = "login", key = "password" } }
```

Add `keys`, in that order.
"#;
