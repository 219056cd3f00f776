//! A list that names nothing.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "empty-list",
    severity: Severity::Error,
    summary: "a list names nothing",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
A notification without a condition is never sent, which is hardly what it was written for.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications.slack]
webhook = "slack_webhook"
on      = []
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications.slack]
webhook = "slack_webhook"
on      = ["failure", "fixed"]
```

Name at least one, or remove what the list belongs to.
"#;
