//! A key that does nothing where it stands.
//!
//! Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#parameters>

use crate::diagnostic::Severity;
use crate::rules::rule::{Rule, found_earlier};

pub(super) const RULE: Rule = Rule {
    name: "misplaced-key",
    severity: Severity::Error,
    summary: "a key stands where it does nothing",
    docs: DOCS,
    check: found_earlier,
};

const DOCS: &str = r#"
Every stage has its own options; one of another stage would be ignored, and somebody would rely on it.
A question between `build` and `push` would hold the agent that has the image.

```toml fail
[services.web]
image            = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }

[jenkins.stages]
deploy = { severity = "HIGH" }

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
deploy = { rollback = true }

[secrets]
slack_webhook = { jenkins = "slack-webhook-url" }

[notifications]
slack = { webhook = "slack_webhook" }
```

Remove the key, or move it to the stage that has it.
"#;
