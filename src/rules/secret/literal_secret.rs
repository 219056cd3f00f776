//! A secret that stands in the file.
//!
//! Source: <https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "literal-secret",
    severity: Severity::Error,
    summary: "the file holds what looks like a secret",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
`kura.toml` is committed, and what was committed once is public to everybody who can read the repository, for ever. Comments are no exception. A secret is known by its form; the key that a vendor prints as an example in its documentation is none.

```toml fail
[config_maps.app.data]
DATABASE_URL = "postgres://shop:hunter2@db:5432/shop"
```

```toml pass
[secrets]
database = { kubernetes = "shop-database" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["database"]
```

Revoke the secret, put the new one where it belongs (Jenkins, Kubernetes), and name it in `[secrets]`.
"#;
