//! Who is told of successes only takes silence for one.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#post>

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::read::config::PostCondition;
use crate::rules::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule {
    name: "silent-failure",
    severity: Severity::Warning,
    summary: "there are notifications, and none when a build fails",
    docs: DOCS,
    check,
};

const DOCS: &str = r#"
Who is told of successes only takes silence for a success that is still under way: the failed build is the one to hear of.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets.slack_webhook]
jenkins = "slack-webhook-url"

[notifications.slack]
webhook = "slack_webhook"
on      = ["success"]
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins]

[secrets.slack_webhook]
jenkins = "slack-webhook-url"

[notifications.slack]
webhook = "slack_webhook"
on      = ["success", "failure"]
```

Add `"failure"` to `on` of one of the notifications.
"#;

/// Conditions that hold at the end of a build that failed, the first such build at least.
const FAILED: [PostCondition; 6] = [
    PostCondition::Always,
    PostCondition::Changed,
    PostCondition::Cleanup,
    PostCondition::Failure,
    PostCondition::Regression,
    PostCondition::Unsuccessful,
];

fn check(model: &Model, findings: &mut Findings) {
    let tells =
        |condition| model.notifications.values().any(|notification| notification.on.contains(condition));
    if let (Some(first), false) = (model.notifications.values().next(), FAILED.iter().any(tells)) {
        findings
            .at(first.key.span, "nobody hears of a failed build")
            .label("no notification is sent when a build fails")
            .help("add `\"failure\"` to `on`");
    }
}
