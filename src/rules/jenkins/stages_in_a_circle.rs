//! Stages of which each comes after the other.

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "stages-in-a-circle",
    severity: Severity::Error,
    summary: "own stages wait for each other",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
An own stage comes before or after another one; following these must lead to a built-in stage, whose place is known.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
a = { after = "b", sh = "true" }
b = { after = "a", sh = "true" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

```toml pass
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
a = { after = "deploy", sh = "true" }
b = { after = "a", sh = "true" }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Name a built-in stage in one of them.
"#;
