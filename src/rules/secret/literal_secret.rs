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
`kura.toml` is committed, and what was committed once is public to everybody who can read the repository, for ever. Comments are no exception.

```toml fail
[config_maps.app.data]
HOOK = "https://hooks.slack.com/services/T000/B000/xxxxxxxxxxxxxxxxxxxxxxxx"
```

```toml pass
[secrets]
slack_webhook = { kubernetes = "slack-webhook" }

[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
env_from         = ["slack_webhook"]
```

Revoke the secret, put the new one where it belongs (Jenkins, Kubernetes), and name it in `[secrets]`.
"#;
