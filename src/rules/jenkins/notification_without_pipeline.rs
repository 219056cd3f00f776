//! A notification of nothing.

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "notification-without-pipeline",
    severity: Severity::Error,
    summary: "a notification has no pipeline to hear of",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
A notification is sent by the pipeline at the end of a build. Without `[jenkins]` there is no pipeline.

```toml fail
[secrets]
slack_webhook = { jenkins = "slack-webhook" }

[notifications.slack]
webhook = "slack_webhook"
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
port             = 8080
security_context = { run_as_user = 1000 }

[secrets]
slack_webhook = { jenkins = "slack-webhook" }

[notifications.slack]
webhook = "slack_webhook"

[jenkins]
```

Add a `[jenkins]` table, or remove the notification.
"#;

fn check(model: &Model, findings: &mut Findings) {
    let first = model.notifications.values().map(|notification| notification.key.span).min();
    if let (Some(span), None) = (first, &model.jenkins) {
        findings.at(span, "there is no pipeline to hear of").help("add a `[jenkins]` table");
    }
}
