//! One message for two conditions of a build.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#post-conditions>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "told-twice",
    severity: Severity::Error,
    summary: "two conditions of a notification can hold for one build",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Jenkins goes through every condition that holds: the same message would be sent twice.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications.slack]
webhook = "slack_webhook"
on      = ["always", "failure"]
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
on      = ["always"]
```

Keep the wider condition, or name only such that never hold together, as `success` and `failure`. A build that is fixed is a success: `success` and `fixed` together are told once.
"#;
